### Everything that a person reads, in English. Warm, short, tactful, two-way; no blame; never about age.
### In messages *bold* is Slack's markup. Texts whose name ends in -title, -button or -alert are plain.

## Everywhere

save = Save
send = Send
cancel = Cancel
close = Close
back = Back
notice-title = Reverse Mentor
yes = Yes
no = No
undo-button = Undo
somebody-who-left = a colleague who has left

## What can't be done, and what to do instead

error-not-yours = That doesn't work from here any more, and nothing was changed. `/reverse-mentor help` shows what you can do now.
error-not-a-number = A whole number, please.
error-too-fast = That was a lot at once. Nothing is lost: please go on in { $seconds ->
        [one] a second
       *[other] { $seconds } seconds
    }.
error-text-too-long = That's longer than { $most } characters. Please shorten it a little.
error-slack-away = Slack didn't tell us who is meant just now. Nothing was changed – please try again in a minute.
error-guests = Thank you for looking in! So far, reverse mentoring is for full members of this workspace, and Slack tells me that you're here as a guest. If that's a mistake, a workspace admin can help. What I know about you, `/reverse-mentor privacy` shows you, and there I can forget it, too.
error-visitors = Thank you for looking in! So far, reverse mentoring is for full members of this workspace, and Slack tells me that you're of another organization. If that's a mistake, a workspace admin can help.
error-not-installed = Thank you for looking in! The workspace that you come from doesn't have reverse mentoring, so I can't do anything for you here. Nothing was changed, and nothing about you is kept.
error-not-colleagues = Guests and people of other workspaces can't run this. Please pick members of this workspace.
error-owners-only = That one is for the people who run programs here. A workspace admin can add you with `/reverse-mentor owners`.
error-form-not-opened = Slack didn't open the form just now. Nothing was changed – please try again.
error-ours = Something went wrong on our side. Nothing was changed – please try again in a minute.
command-unknown = I don't know “{ $word }” yet. `/reverse-mentor help` shows what I can do.
command-nearest = I don't know “{ $word }”. Did you mean `/reverse-mentor { $nearest }`?

## Owners

owners-title = Who runs programs
owners-intro = Workspace admins may create programs. Who else should be able to?
owners-field = Also these people
owners-configured = Named in the bot's settings: { $people }.
owners-none-configured = The bot's settings name nobody else.
owners-saved = Saved. They can start with `/reverse-mentor program`.

## Help

help-alert = How I can help
help-intro =
    Hello! I bring people together who'd enjoy swapping what they know – new tools and fresh eyes for experience and perspective, both ways.
help-stranger =
    `/reverse-mentor join` – take part; it takes a minute, and you can stop at any time
    `/reverse-mentor privacy` – what I keep about you; get a copy, or have it erased
    `/reverse-mentor help` – this page
help-member =
    `/reverse-mentor pair` – who I'm swapping with, and why; end a swap
    `/reverse-mentor log` – note a meeting
    `/reverse-mentor join` – change what I share and learn
    `/reverse-mentor profile` – my hours, languages and wishes
    `/reverse-mentor pause` · `resume` – take a break, come back
    `/reverse-mentor leave` – stop taking part, with no reason asked
    `/reverse-mentor privacy` – what I keep about you; get a copy, or have it erased
help-owner =
    {"*"}For program owners*
    `/reverse-mentor program` – create, change, announce
    `/reverse-mentor round` – suggest pairs, look at them, approve
    `/reverse-mentor report` – how it's going
    `/reverse-mentor skills` – the list of skills, and new ones that wait for your yes
    `/reverse-mentor people` – hand in your organization's list of people
    `/reverse-mentor owners` – who may run programs
help-promise = Only you see this. I never read your conversations, and what you tell me in private stays private.
help-profile-button = My profile
help-pause-button = Take a break
help-resume-button = I'm back
help-leave-button = Leave

## App Home

home-intro = Everything about your swaps, in one place. Only you see this page.
home-paused = You're on a break until { $until }. No suggestions and no weekly hellos until then.
home-wishes-button = Change what I swap
home-hello-planned = *Your next weekly hello:* { $at }
home-hello-no-swap = *Your weekly hello* comes once you're in a swap.
home-hello-rests = *Your weekly hello* rests at the moment. Your swap goes on just the same.
home-hello-away = *Your weekly hello* waits while Slack says that you're away.
home-hello-unanswered = *Your weekly hello* rests, since a few went by – and that's fine. Would you like it back?
home-hello-on-break = *Your weekly hello* rests while you're on a break, and is back when you are.
home-hello-off = *Your weekly hello* is off.
home-hello-off-button = Turn hellos off
home-hello-on-button = Turn hellos on
home-prompts-on-button = Ask me again
home-prompts-off = *The monthly question what you could show* is off.
home-hours =
    {"*"}Your swaps so far*
    { $meetings ->
        [one] One meeting
       *[other] { $meetings } meetings
    }, { $time } of your time
home-time-minutes = { $minutes } minutes
home-time-hours = { $hours } hours
home-taught =
    {"*"}What you've shown*
    { $skills }
home-learned =
    {"*"}What you've been shown*
    { $skills }
home-programs = *Open to join* – it takes a minute, and you can stop at any time:
home-more-programs = *Also open to join:*
home-more = Not everything fits here. `/reverse-mentor pair`, `join` and `program` show the rest.
home-owner-title = Programs that you run
home-owned =
    {"*"}{ $program }*
    { $enrolled ->
        [0] Nobody has joined yet
        [one] One person has joined
       *[other] { $enrolled } people have joined
    } · { $pairs ->
        [0] no active pairs
        [one] one active pair
       *[other] { $pairs } active pairs
    } · { $free ->
        [0] nobody without a partner
        [one] one person without a partner
       *[other] { $free } people without a partner
    }
home-round-button = Pair people
home-report-button = Report
home-owned-draft =
    {"*"}{ $program }* · draft
    Only those who run it see it. Once it's announced, people can join.
home-owned-closed =
    {"*"}{ $program }* · closed
    Its report is still here, and a later end date opens it again.
home-over = *{ $program }* came to its end on { $ended_on }. Thank you for having been part of it.
home-over-swap = *{ $program }* came to its end on { $ended_on }. Thank you for having been part of it. You and { $partners } are free to go on by yourselves, whenever you both like.
home-starts = It starts on *{ $starts_on }*. A suggestion may come before that; weekly hellos begin only then.
home-skills-button = { $count ->
    [0] Skills
    [one] Skills · one waits
   *[other] Skills · { $count } wait
}

## Skills

skill-add = Add “{ $skill }”
skill-name-length = A skill needs a name of at most { $limit } characters, with a letter or a number in it.
skill-near = That's very close to “{ $skill }”, which is there already. Please pick that one – or add a word that tells the two apart.
skill-gone = That one isn't on the list any more. Please pick another one, or use your own words.
skill-left-out-before = The people who run programs here have decided not to list “{ $skill }”. Please pick another one, or say it differently.
skill-own-words = In your own words
skill-waits = { $skill } (waits for an owner's yes)
skill-category = { $category ->
    [tools] Tools and AI
    [social] Video and social media
    [perspectives] Perspectives
    [inclusion] Accessibility and inclusion
    [data] Data
    [code] Code and automation
    [design] Design and creativity
    [together] Working together
    [speaking] Speaking and writing
    [leading] Leading people
    [strategy] Strategy
    [money] Money and law
    [customers] Customers and markets
    [growth] Growing and staying well
   *[none] More
}
skills-title = Skills
skills-waiting = { $count ->
    [0] *Nothing waits for your yes.* When somebody adds a skill in their own words, it shows up here.
    [one] *One new skill waits for your yes.* Until then only those who picked it see it, and nobody is paired by it.
   *[other] *{ $count } new skills wait for your yes.* Until then only those who picked them see them, and nobody is paired by them.
}
skill-waiting = *{ $skill }* · { $people ->
    [one] one person has picked it
   *[other] { $people } people have picked it
}
skills-more = And { $count } more. They move up as you decide.
skills-listed = *What's on the list.* Pick a skill to rename it, sort it, or say that it's the same as another.
skills-find = Find a skill
skills-open-button = Look at new skills
skill-take-in-as = Take it in under …
skill-take-in-title = Take it in?
skill-take-in-confirm = Everybody here can pick “{ $skill }” from then on. You can still rename it, or make it the same as another.
skill-take-in-button = Take it in
skill-take-in-nearly = “{ $skill }” is nearly the same as *{ $into }*, which is on the list already. Two names that close would split people up. Would you like to make them one? If they are two things, take it in as it is.
skill-take-in-anyway-button = They're two things: take it in
skill-same-as = Same as …
skill-same-as-title = Are they the same?
skill-same-as-confirm = “{ $skill }” becomes another name of *{ $into }*. { $people ->
    [0] Nobody has picked it so far.
    [one] The one person who has it gets { $into } instead.
   *[other] The { $people } people who have it get { $into } instead.
} This can't be undone.
skill-merge-nearly = “{ $name }” is nearly the same as *{ $into }*, which is on the list already. Two names that close would split people up. Would you like to make { $skill } and { $into } one? If they are two things, cancel, and give it a name that tells them apart.
skill-merge-both = { $count ->
    [one] One person has { $into } as well. They'll have it once, where it ranked higher.
   *[other] { $count } people have { $into } as well. They'll have it once, where it ranked higher.
}
skill-merge-across = { $count ->
    [one] One person shows one of the two and would like to learn the other. They'll have { $into } on one side only, and I'll tell them.
   *[other] { $count } people show one of the two and would like to learn the other. They'll have { $into } on one side only, and I'll tell them.
}
skill-merge-kept = Swaps, meetings and their records go on under { $into }. Typing “{ $skill }” finds it from now on.
skill-same-as-button = They're the same
skill-leave-out-button = Leave it out
skill-leave-out-title = Leave it out?
skill-leave-out-confirm = “{ $skill }” won't be listed. { $people ->
    [one] One person has picked it
   *[other] { $people } people have picked it
}: I'll tell them kindly that they can pick another one. This can't be undone.
skill-done-taken_in = ✓ “{ $skill }” is on the list. Everybody can pick it now.
skill-done-merged = ✓ “{ $skill }” is now another name of “{ $into }”.
skill-done-left_out = ✓ “{ $skill }” stays off the list. Whoever picked it hears of it kindly.
skill-done-changed = ✓ Saved: “{ $skill }”. It's still found by its other names.
skill-page-title = A skill
skill-page = *{ $skill }* · { $people ->
    [0] nobody has picked it yet
    [one] one person has picked it
   *[other] { $people } people have picked it
}
skill-other-names = Also found as { $names }
skill-name = What's it called?
skill-category-label = Where does it belong?
skill-merge = *Is it the same as another one?* Then everybody who has it gets the other one instead.
skill-name-taken = There is “{ $skill }” already. If the two are the same, merge them below instead.
skill-merge-itself = Those are one and the same already. Please pick another skill.
skill-changed-meanwhile = “{ $skill }” was changed a moment ago. Nothing else was changed – please look at it again.
skill-is-listed = “{ $skill }” is on the list already, so there's nothing more to do.
skill-is-merged = “{ $skill }” has become another name of a listed skill already, so there's nothing more to do.
skill-is-left_out = “{ $skill }” was left out already, so there's nothing more to do.
skill-is-proposed = “{ $skill }” still waits for a yes. Please decide on it first.
skills-waiting-alert = New skills wait for your yes
skills-waiting-notice = { $count ->
    [one] Somebody has added a new skill in their own words. Would you have a look?
   *[other] People have added { $count } new skills in their own words. Would you have a look?
} You can take them in, make them the same as a listed one, or leave them out.
skills-waiting-why = You get this because you run a program here – once a week at most, in your working hours, and only while something waits. It stops once you've decided.
skill-left-out-alert = About a skill you picked
skill-left-out = Thank you for adding “{ $skill }”. It won't be on the list of skills here, so I've taken it off what you swap in *{ $program }*. { $left ->
    [0] There's nothing else on yours yet – would you like to pick another one?
   *[other] Everything else of yours stays. If you like, pick another one.
}
skill-left-out-why = The people who run programs here keep the list short, so that people find each other. Only you and others who picked it are told.
skills-merged = “{ $skill }” and “{ $into }” are one on the list of skills now: *{ $into }*. You had one of them among what you could show and the other among what you're curious about, and the same one can't be on both. { $shown ->
    [yes] So in *{ $program }* it's now on what you could show.
   *[no] So in *{ $program }* it's now on what you're curious about.
} Everything else of yours stays.
skills-merged-button = Look at what I swap
skills-merged-why = You get this once, because the list was tidied up and something of yours was on it. If it's better the other way round, change it here.
skill-pick-button = Pick another one
skill-ask = Too few who can show it in *{ $program }*? I can ask around.
skill-ask-button = Ask who could

## Programs

error-field-empty = Please fill this in.
error-program-closed = That program isn't open any more. `/reverse-mentor help` shows what is.
error-program-not-yet = That program isn't open yet. Its channel hears of it when it is.
error-program-draft = Your program is still a draft, so nobody is in it. Announce it with `/reverse-mentor program`; from then on people can join.
error-program-closed-already = It's closed already. `/reverse-mentor program` can open it again.
error-program-not-closed = It's open already.
program-announced-after-end = Its last day has passed already. Give it a later one with “Edit”, then announce it.
error-no-program-open = None of your programs is open any more. `/reverse-mentor program` shows them; a later end date opens one again.
error-no-program-yet = You don't run a program yet. `/reverse-mentor program` creates one.
program-name-taken = There is a program with that name already. Please pick another.
program-ends-before-start = The end should come after the start.
program-ends-in-the-past = That day is over already. Pick today to end the program tonight, or a later day.
program-level-gap-range = Please choose from 1 to 9.
program-starts-long-ago = That's more than a year ago. Please pick a day within the last year, or later.
program-already-announced = It was announced a moment ago. Give people a little time, then try again if you like.
weights-button = What counts
weights-title = What counts in a match
weights-intro =
    Who may be paired at all in *{ $program }* is decided by rules, and nothing here changes them. Among those who may, and after as many people as possible have somebody, I look for the pairs with the most points.
    Say how much each of these counts, from 0 (not at all) to 100. Only how the numbers compare matters; they needn't add up to anything.
weights-skill_fit = They can show what the other hopes for most
    .hint = First choices count more than second and third ones.
weights-gives_back = Both have something to show
    .hint = Swaps that go both ways are easier on everybody.
weights-hours = Working hours in common
    .hint = Ten common hours a week are as good as more.
weights-interests = Interests in common
    .hint = Something to talk about in the first five minutes.
weights-format = The same way to meet
    .hint = In person, in a call, in writing.
weights-style = The same way to talk things through
    .hint = Or one of them is happy with any.
weights-distance = Different departments or places
    .hint = People who'd hardly meet otherwise.
weights-reset-button = Back to what I suggest
weights-saved = Saved. This is what counts in *{ $program }*, from the next round on:
weights-line = { $part }: { $percent }%
weights-out-of-bounds = A number from 0 to { $highest }, please.
weights-all-zero = Something has to count: please give at least one of them a number above 0.
weights-changed-meanwhile = Another owner has changed this since you opened it, so nothing was saved. Please open it again and have another look.
program-new-title = New program
program-edit-title = Edit program
program-name = What's it called?
program-name-hint = Everybody may see this name, on lock screens too.
program-aim = What is it for?
program-aim-example = e.g. Forty people try one new tool; leaders hear what newcomers see.
program-announce-channel = Where should it be announced?
program-channel-hint = I post there, and read nothing. Please add me to the channel first, with /invite.
program-report-channel = Where do reports go?
program-report-channel-hint = Leave this empty to get them as a direct message.
program-contact = Who helps when a pair needs a neutral third person?
program-contact-hint = Someone outside of people's reporting lines, e.g. from HR. Without one, an owner is asked.
program-co-owners = Who runs it with you?
program-starts = Starts on
program-ends = Ends on
program-ends-hint = Leave this empty for a program that goes on. Whoever is in a swap hears of the end two weeks before. You can move it at any time.
program-cadence = How often should pairs meet?
cadence = { $weeks ->
    [1] Every week
    [4] About once a month
   *[other] Every { $weeks } weeks
}
program-level-gap = Levels between the two, at least
program-level-gap-hint = Whoever teaches is at least this many levels below whoever learns.
program-rules = How should people be paired?
program-rule-asks_first = Ask both in private first
    .hint = Nobody is introduced before both have said yes.
program-rule-fill_ins = Fill-ins between rounds
    .hint = Whoever has no partner may ask me to look at once, by the same rules.
program-rule-same_team = Pairs within a team are fine
    .hint = Never within one reporting line, whatever you choose.
program-saved-title = Saved
program-list = Programs that you run:
program-page =
    {"*"}{ $program }* · { $stage ->
        [draft] draft: nobody can join before it is announced, and only you who run it see it
       *[other] { $stage ->
            [running] running
           *[open] open
        } · { $enrolled ->
            [0] nobody has joined yet
            [one] one person has joined
           *[other] { $enrolled } people have joined
        }
    }
    { $dates }
    { $announced ->
        [yes] Announced in { $channel }
       *[no] It will be announced in { $channel }
    } · run by { $owners }
program-dates = { $later ->
    [yes] Starts on { $starts_on }, ends on { $ends_on }
   *[no] Since { $starts_on }, ends on { $ends_on }
}
program-dates-open = { $later ->
    [yes] Starts on { $starts_on }, with no end set
   *[no] Since { $starts_on }, with no end set
}
program-closed-page =
    {"*"}{ $program }* · closed · { $enrolled ->
        [0] nobody took part
        [one] one person took part
       *[other] { $enrolled } people took part
    }
    Opened again, it takes up the swaps that ended with it. `/reverse-mentor report` still works.
program-close-button = { $what ->
    [draft] Put away
   *[open] Close it
}
program-close-title = { $what ->
    [draft] Put this draft away?
   *[open] Close the program today?
}
program-close-confirm = { $what ->
    [draft] Nobody is told. You can take it up again at any time.
   *[open] Its swaps end with it, and everybody in it hears of that, with thanks, in their working hours. You can open it again: what ended with it is taken up.
}
program-close-yes-button = { $what ->
    [draft] Put it away
   *[open] Close it
}
program-reopen-button = Open it again
program-prolonged = Everybody in a swap hears of the new end, in their working hours.
program-reopened = It's open again. I take up the swaps that ended with it, and everybody who heard of the end hears that it goes on, in their working hours.
program-announce-button = Announce it
program-announce-again-button = Announce again
program-edit-button = Edit
program-new-button = New program
program-announce-title = Announce the program?
program-announce-confirm = I'll post it in its channel, with a button to join. Joining stays everybody's own choice.
program-announce-yes-button = Post it
program-announced = On its way to { $channel }.
join-button = Join
announcement-alert = { $program } is open – swap what you know
announcement-intro =
    Some of what you know is exactly what a colleague would love to learn – and the other way round. This program brings together people who'd rarely meet, to swap what they know: new tools and fresh eyes for experience and perspective.
announcement-aim = *What it's for:* { $aim }
announcement-until = *When:* until { $ends_on }
announcement-from = *When:* from { $starts_on }
announcement-from-until = *When:* from { $starts_on } until { $ends_on }
announcement-how =
    {"*"}How it works*
    1. Say what you could show somebody, and what you'd like to learn. It takes a minute.
    2. I suggest somebody to swap with{ $asks_first ->
        [yes] , and ask you both in private first.
       *[no] , and introduce you to each other.
    }
    3. You meet now and then. I keep it gentle: about one short message a week, never more than two that nobody asked me for, and in your working hours.
announcement-promise = Joining is your own choice, and you can end a swap, take a break or leave at any time, with no reason asked. Run by { $owners }.

## Enrollment

error-not-enrolled = You're not in a program right now. `/reverse-mentor join` takes a minute.
error-program-over = *{ $program }* has come to its end, so there's nothing to do here any more. Thank you for having been part of it. Whoever you swapped with, you're free to go on by yourselves. `/reverse-mentor join` shows whether another program is open.
error-no-open-program = There's no program open to join at the moment. I'd be glad to have you when there is.
level = { $level ->
    [1] Trainee
    [2] Junior
    [3] Professional
    [4] Senior
    [5] Lead
    [6] Manager
    [7] Senior manager
    [8] Director
    [9] Executive
   *[10] Board
}
weekday = { $day ->
    [0] Monday
    [1] Tuesday
    [2] Wednesday
    [3] Thursday
    [4] Friday
    [5] Saturday
   *[6] Sunday
}
join-title = Join
join-update-title = What I swap
join-intro = *{ $program }* – tell me what you could share and what you're curious about. You can change all of it later.
join-direction = I'd like to
join-direction-both = Swap: share something and learn something
join-direction-teach = Share what I know
join-direction-learn = Learn from somebody
join-type = Type a word, pick, or add your own
join-teaches = What I could show somebody
join-teaches-hint = Tools, trends, or how things look from where you sit. Fresh eyes count.
join-learns_1 = What I'd like to learn most
join-learns_2 = … second
join-learns_3 = … third
join-level = Where I am in the organization
join-level-hint = Whatever comes closest. Used to bring different perspectives together, and in reports only for larger groups. Your partner isn't shown it. The people who run the program at most read of a pair, or of somebody without a partner, that the level is the reason.
join-manager = My manager
join-manager-hint = So that I never pair you with anyone in your reporting line, and never pass a call for help on to them. I show it to nobody; at most, the people who run the program read that two people share a reporting line.
join-privacy = Used to find you good swaps, and counted in the program's reports, without your name. When I suggest one, the other person sees your name, what you could show and what you'd like to learn, and from your profile your team, your place and interests you share. { $owners } can see who's in, and the pairs I suggest and why. What you tell me in private stays out of their sight.
join-teaches-missing = Pick at least one thing that you could show somebody – or choose “Learn from somebody” above.
join-learns-missing = Pick at least one thing that you're curious about – or choose “Share what I know” above.
join-learns-twice = You picked the same thing twice. Please choose different ones.
join-teaches-and-learns = You picked this among what you could show, too. Please keep it on one side.
join-level-unknown = Please pick a level from the list.
join-manager-is-you = That's you – please pick your manager, or leave it empty.
join-done-title = You're in
join-done = Lovely – you're in *{ $program }*. I'll be in touch when I have someone for you{ $asks_first ->
    [yes] . Nobody is introduced to you before you've said yes.
   *[no] , and introduce you to each other.
}
join-changed = Saved. I'll use this from now on in *{ $program }*.
join-which = Several programs are open. Which one would you like to join?
join-you-are-in = you're in
join-change-button = Change what I swap
joined-alert = You're in – welcome!
joined = *You're in!* Welcome to *{ $program }*. When I find somebody you could swap knowledge with, I'll { $asks_first ->
    [yes] ask you both in private first.
   *[no] introduce you to each other.
}
joined-starts = It starts on *{ $starts_on }*. A suggestion may come before that; weekly hellos begin only then.
joined-promise = You can change what you said, end a swap, take a break or leave at any time, with no reason asked: `/reverse-mentor help`.
place-teaches = *You could show:* { $skills }
place-learns = *You're curious about:* { $skills }
wishes-unreadable = Something that you told me can't be read any more: what you like, or whom you'd rather not be paired with. I'm sorry. Until you've told me again under *My profile*, I suggest nobody new to you.
place-waiting = { $count ->
    [one] “{ $skills }” is new here, so somebody who runs programs has a quick look at the words first, without your name. Until then it's kept for you, other members don't see it, and I look for swaps by the rest.
   *[other] New here: { $skills }. Somebody who runs programs has a quick look at the words first, without your name. Until then they're kept for you, other members don't see them, and I look for swaps by the rest.
}
profile-button = Set my hours and wishes
profile-which = You're in several programs. For which one? (Your hours, your languages and the people you'd rather not be paired with are the same in all of them.)
profile-choose-button = This one
profile-title = My profile
profile-intro = For *{ $program }*. Everything here has a sensible value already – change what you like. I use it to find you good swaps. Your partner isn't shown it, unless it says so below. The people who run the program at most read which of it makes two people a good pair, or no pair.
profile-unreadable = *What you like, or whom you'd rather not be paired with, is empty below because I can't read it any more.* I'm sorry. Please fill in again what should hold before you save; until you do, I suggest nobody new to you.
profile-capacity-label = How many people could I show things to at once?
profile-capacity-hint = From 1 to 5. One is a good start.
profile-capacity = Please choose from 1 to 5.
profile-format = I like to meet
format-any = However it suits
format-in_person = In person
format-call = On a call
format-written = In writing
profile-style = I like to talk things through
style-any = However it suits
style-direct = Directly
style-reflective = With time to think
style-by_example = By example
profile-languages = Languages I can talk in
profile-languages-example = English, Português
profile-work-days = My working days
profile-work-hint = In your Slack time zone, { $timezone }. I write to you in these hours only; an answer to what you've just asked me may come at once.
profile-work-starts = From
profile-work-ends = Until
profile-hours-backwards = This should be later than when you start.
profile-holidays = Public holidays of
profile-holidays-hint = I don't write to you on these days, nor count them as working days.
profile-holidays-type = Type a country or a state
profile-holidays-zone = By my time zone ({ $region })
profile-holidays-zone-none = By my time zone (none)
profile-holidays-none = None
profile-holidays-of = { $region }
profile-holidays-unknown = I don't know the holidays of this place. Please pick another one from the list.
profile-nudge-day = Day of my weekly hello
profile-nudge-time = Time of my weekly hello
profile-nudge-hint = Kept inside your working hours.
profile-unasked = Messages a week that I didn't ask for, at most
profile-unasked-hint = From 1 to 5, over all programs: weekly hellos, suggestions, reminders. What you or a colleague asks for by a click always comes.
profile-unasked-range = Please choose from 1 to 5.
profile-team = My team
profile-location = Where I work
profile-place-hint = Your partner sees this. Reports count by it in larger groups only.
profile-interests = Things I like
profile-interests-example = climbing, jazz, sourdough
profile-interests-hint = With commas between. A shared interest makes a good start; your partner sees what you share.
profile-avoid = People I'd rather not be paired with
profile-avoid-hint = In every program that you're in. Private: stored encrypted, and only used for finding pairs. Nobody is shown this – not them, and not your program's owners.
profile-list-too-long = At most { $limit }, please.
profile-saved = Saved. Thank you – this helps me to pair you well.
pause-ended-alert = Welcome back
pause-ended = Welcome back! Your break in *{ $program }* is over, and everything goes on as before.
pause-ended-why = You asked me for a break until today. Need longer? `/reverse-mentor pause`.
resumed-alert = Welcome back!
resumed = Welcome back to { $programs }! Your weekly hello and the monthly question are on.
resumed-already = You're already in. Your weekly hello and the monthly question are on.
returned = Welcome back to { $programs }! Everything goes on as before.
returned-already = You're in already.

## Prompts

prompt-alert = Something you could show?
prompt =
    Hello! People in *{ $program }* are curious about { $count ->
        [0] many things
        [one] something that too few people show yet
       *[other] a few things that too few people show yet
    }. Is there something you could show somebody? It needn't be perfect – what's easy for you may be new to a colleague.
prompt-by-owner =
    Hello! The people who run *{ $program }* are looking for somebody who could show a colleague { $count ->
        [0] something new
       *[other] { $skills }
    }. They're told how many I ask, not whom. Would that be you? It needn't be perfect – a bit of what you know is a good start.
prompt-show-button = I could show { $skill }
prompt-other = Something else …
prompt-nothing-button = Nothing just now
prompt-off-button = Don't ask me again
prompt-on-button = Ask me again
prompt-said = ✓ Lovely – *{ $skill }* is now on what you could show.
prompt-said-waiting = ✓ Lovely – *{ $skill }* is new here, so an owner has a quick look first. Then it's on what you could show.
prompt-why = You get this because you're in *{ $program }* – once a month at most, in your working hours. Nobody is told whom I ask, or who says no. What you say you could show helps me find you a swap, and the people who run the program can see it.
prompt-nothing-alert = Thank you for looking
prompt-nothing = Of course – thank you for looking. If something comes to mind, `/reverse-mentor join` adds it.
prompt-off-alert = The monthly question is off
prompt-off = Done – I won't ask what you could show any more. Your swaps go on just the same. You can have it back here, or with `/reverse-mentor resume`.
prompt-on-alert = The monthly question is on
prompt-on = Welcome back – I'll ask now and then what you could show, once a month at most.
prompt-shown = You show { $skill } already – thank you!
prompt-learned = You'd like to learn { $skill } yourself. If that has changed, `/reverse-mentor join` lets you move it.
prompt-enough = You already show { $limit } things – that's plenty! `/reverse-mentor join` lets you swap one for another.
ask-title = Ask who could show it
ask-gap = *{ $skill }* in *{ $program }*: { $wanted_by ->
    [0] nobody wants to learn it right now
    [one] one person would like to learn it
   *[other] { $wanted_by } people would like to learn it
}, { $shown_by ->
    [0] and nobody shows it yet.
    [one] and one could show it.
   *[other] and { $shown_by } could show it.
}
ask-reach = { $people ->
    [one] I'd ask one person whose level fits.
   *[other] I'd ask { $people } people whose levels fit.
}{ $asked ->
    [0] { "" }
    [one] { " " }One more has had a question of this kind this month and isn't asked again.
   *[other] { " " }{ $asked } more have had a question of this kind this month and aren't asked again.
}
ask-nobody = There's nobody I could ask right now{ $asked ->
    [0] : everybody whose level fits shows it already, would like to learn it, or isn't asked such questions at the moment.
    [one] : one person whose level fits has had a question of this kind this month already.
   *[other] : { $asked } people whose levels fit have had a question of this kind this month already.
}
ask-promise = It reaches each of them in their own working hours, as the one such question of their month. It says that the program is looking for somebody; it doesn't say who'd like to learn it.
ask-button = { $people ->
    [one] Ask one person
   *[other] Ask { $people } people
}
ask-done = { $people ->
    [0] Everybody who could show it has been asked something this month already, so nobody is asked again.
    [one] On its way to one person, in their working hours. If they say yes, they're in the next round with it.
   *[other] On its way to { $people } people, each in their working hours. Whoever says yes is in the next round with it.
}

## Pairings

offer-over = This suggestion has closed already. Nothing was changed – I'll think of you in the next round.
offer-both-said-yes = You've both said yes by now, so this is a swap already. `/reverse-mentor pair` shows it, and lets you end it with no reason asked.
offer-while-away = You're away from this program just now, so I can't introduce you. `/reverse-mentor help` shows how to come back.
pairing-over = This swap has ended already. Nothing was changed.
offer-alert = I have a suggestion for you
offer = I think you and { $partner } would enjoy swapping what you know.
offer-reminder-alert = A suggestion is waiting for you
offer-reminder = Just once more, in case it got lost: would you like to swap what you know with { $partner }?
offer-why =
    { $they }
    { $you }{ $interests }{ $place }
offer-they-show = • They could show you: *{ $skills }*
offer-they-perspective = • They bring what they've learned along the way, and their view of things
offer-you-show = • You could show them: *{ $skills }*
offer-you-perspective = • You bring what you've learned along the way, and your view of things
offer-interests = { "" }
    • You both like { $interests }
offer-place = { "" }
    • Where they work: { $place }
offer-accept-button = Yes, introduce us
offer-decline-button = Not this time
offer-promise = Only you see your answer. “Not this time” needs no reason, and nobody is told. Open until { $answer_by }; if you say nothing, it closes by itself · { $program }
offer-stop = You get this because you joined *{ $program }*. `/reverse-mentor pause` stops suggestions for a while, `leave` for good.
offer-answered-alert = Thank you for your answer
offer-accepted = Lovely! As soon as you've both said yes, I'll introduce you and { $partner }. Until then you can take it back, and nobody is told.
offer-take-back-button = Not this time after all
offer-introduced = Lovely – you've both said yes. I'll introduce you and { $partner } in a message to the two of you.
offer-declined = That's fine, and it stays between us. I don't suggest the same pair again, and I'll think of you in the next round.
offer-closed-alert = About my suggestion
offer-closed = The swap with { $partner } that I'd suggested in *{ $program }* didn't come about this time. It happens often, and it says nothing about either of you.
offer-closed-next = You're in for the next round – there's nothing you need to do.
introduction-alert = Meet your partner for swapping what you know
introduction-title = Nice to meet you both!
introduction = { $mentor }, meet { $mentee }. { $asked ->
    [yes] You've both said yes to swapping what you know in *{ $program }*.
   *[no] In *{ $program }* you could swap what you know.
}
card-place = { " " }· { $place }
card =
    {"*"}{ $who }*{ $place }
    { $lines }
card-teaches = Could show: { $skills }
card-learns = Curious about: { $skills }
lines =
    { $first }
    { $second }
introduction-why =
    {"*"}Why the two of you*
    • { $learns }
    • { $back }{ $interests }
why-learns = { $learner } is curious about *{ $skills }*, which { $teacher } could show
why-lost = I can't read any more why I suggested the two of you. Nothing else has changed.
why-perspective = { $who } brings experience and a view from elsewhere in the organization
why-interests = { "" }
    • You both like { $interests }
icebreaker = { $number ->
    [0] *To break the ice:* what did you change your mind about at work lately?
    [1] *To break the ice:* which small tool or habit would you miss most?
    [2] *To break the ice:* what would you ask anybody here, if you could ask just one thing?
    [3] *To break the ice:* what's the best thing you learned from somebody you hadn't expected to learn from?
    [4] *To break the ice:* what do people outside your team often get wrong about what you do?
    [5] *To break the ice:* what made you smile at work lately?
    [6] *To break the ice:* what are you teaching yourself at the moment?
   *[7] *To break the ice:* what makes a working day a good one for you?
}
introduction-agenda =
    {"*"}A first half hour*
    1. Ten minutes: what you each do, and what a good week looks like
    2. Ten minutes: one thing that each of you could show the other
    3. Ten minutes: when you'd like to meet next
    Why not pick a time right here?
introduction-confidential = What you tell each other stays between you two. I can't read this conversation, and nobody gets a report of it. Either of you can end the swap at any time, with no reason asked: `/reverse-mentor pair`.
match-why = { $mentor } could show { $mentee } { $skills }
match-back = { $mentee } could show { $mentor } { $skills }
match-interests = both like { $interests }
match-hours = { $hours } hours a week in common
match-unknown-level = a level isn't known, so please look at this pair yourself
match-pinned = paired by hand
pair-alert = Your swaps
pair-none-in = *{ $program }*: nobody at the moment – you're in for the next round.
pair-none-paused = *{ $program }*: nobody at the moment. You're on a break until { $until }, and I look again after that.
pair-none = You're in, and waiting for the next round. I'll write to you when I have somebody for you.
pair-offer-open = I've suggested somebody to you – have a look at our direct messages. You'll be introduced when you've both said yes.
pair =
    {"*"}You and { $partner }* · { $program }
    { $they }
    { $you }{ $interests }
pair-lost =
    {"*"}You and { $partner }* · { $program }
    I can't read any more why I suggested the two of you. Nothing else has changed.
pair-log-button = We met
pair-end-button = End this swap
pair-end-title = End this swap?
pair-end-confirm = That's fine, and you needn't say why. They'll read a kind word from me, without a reason. From then on you're both free for somebody new, and I don't suggest the same pair again.
pair-end-yes-button = End it
pair-ended-yours = Done, and thank you for trying it. You're in for the next round; `/reverse-mentor pause` if you'd like a break first.
pair-ended-yours-paused = Done, and thank you for trying it. Your break goes on.
pair-ended-alert = A change to your swap
pair-ended = In *{ $program }*, your swap with { $partner } has come to its end. Not every swap goes on, and that's nobody's fault. Thank you for what you brought to it.
pair-ended-away = { $partner } has left this workspace, so your swap in *{ $program }* ends here. Thank you for what you brought to it.
pause-title = Take a break
pause-intro = Of course. Until then you get no weekly hellos and no suggestions. Your place stays yours, and a swap that you're in goes on. A suggestion that's still open closes quietly. Nobody is told of any of it.
pause-until = I'm back on
pause-hint = The break ends by itself that morning. To end it sooner: /reverse-mentor resume
pause-button = Take a break
pause-in-the-past = Please pick a day after today.
pause-too-long = A break can last up to a year. Please pick an earlier day.
paused = Done – you're on a break, and back in { $programs } on { $until }. `/reverse-mentor resume` ends it sooner.
which-program = Which program?
pause-everywhere = All of them
leave-title = Leave
leave-intro = You can leave at any time, without a reason. A swap that you're in ends kindly: your partner reads that it's over, and not why. I stop writing to you about it. You're welcome back whenever you like.
leave-button = Leave
leave-stay-button = Stay
left = Done – you've left *{ $program }*. Thank you for having been part of it. `/reverse-mentor join` brings you back whenever you like. Should I forget what I know about you, too? `/reverse-mentor privacy`.

## Rounds

program-choice = *{ $program }*
program-choice-noted = *{ $program }* · { $note }
round-title = Round
round-which = You run several programs. For which one?
round-choose-button = This one
round-desk =
    {"*"}{ $program }*
    { $people ->
        [0] Nobody can be paired yet.
        [one] One person can be paired
       *[other] { $people } people can be paired
    }{ $people ->
        [0] { "" }
        [one] {" "}right now – a round needs at least two.
       *[other] {" "}right now; { $free ->
            [0] all of them have a partner already.
            [one] one of them has no partner yet.
           *[other] { $free } of them have no partner yet.
        }
    }
round-waiting-skills = { $count ->
    [one] One new skill waits for your yes. It counts in a round from then on.
   *[other] { $count } new skills wait for your yes. They count in a round from then on.
}
round-missing = People would love to learn *{ $skill }*, and nobody shows it yet.
round-desk-promise = I'll look for the best pairs. Nobody hears of it until you approve them, and you can discard them all.
round-propose-button = Find pairs
round-too-few = A round needs at least two people who aren't paused. `/reverse-mentor program` announces the program once more.
round-working = I'm working out the pairs for *{ $program }*. Nobody hears of it. I'll send you a message when they're ready to look at.
round-working-for = { $asked_by } has asked me for the pairs of *{ $program }*, and I'm working them out. Nobody hears of it. I'll write to { $asked_by } when they're ready to look at.
round-stop-button = Stop it
round-stop-title = Stop this round?
round-stop-confirm = Nobody has heard of it. You can start another one at any time.
round-summary =
    {"*"}{ $program }* · round { $number }
    { $pairs ->
        [0] I found no pair this time
        [one] *One pair*
       *[other] *{ $pairs } pairs*
    } · { $unmatched ->
        [0] nobody without a partner
        [one] one person without a partner
       *[other] { $unmatched } people without a partner
    }{ $undecided ->
        [0] { "" }
        [one] {" "}· one pair needs a word from you
       *[other] {" "}· { $undecided } pairs need a word from you
    }
round-uneven =
    ⚖️ *{ $who }*: { $matched } of { $people } would have a partner ({ $percent }%), of the others { $others }%.
    Most often it's because { $reason }
round-uneven-more = { $count ->
    [one] One more group would have partners much less often than the others.
   *[other] { $count } more groups would have partners much less often than the others.
}
round-shares-button = Who has a partner?
round-shares-title = Who has a partner?
round-shares = In this round of *{ $program }*, { $matched } of { $people } people would have a partner ({ $percent }%).
round-shares-by-level = By level
round-shares-by-team = By team
round-shares-by-location = By place
round-shares-by-waiting = By waiting
round-share = { $who }: { $matched } of { $people } ({ $percent }%)
round-shares-note = Groups of fewer than five people aren't listed: one person more or less would change their share too much.
round-has-waited = { $waited ->
    [yes] Left without a partner before
   *[no] Not left out before
}
round-pair =
    {"*"}{ $mentor } ⇄ { $mentee }*
    { $mentor } could show *{ $skills }*{ $back }{ $interests }{ $hours }
round-pair-lost =
    {"*"}{ $mentor } ⇄ { $mentee }*
    I can't read any more why I suggest these two.
round-pair-back = { "" }
    { $mentee } could show *{ $skills }* in return
round-pair-interests = { "" }
    Both like { $interests }
round-pair-hours = { "" }
    { $hours ->
        [0] Less than an hour of common working time a week
        [one] At least one common working hour a week
       *[other] At least { $hours } common working hours a week
    }
round-score = Score { $score }: { $parts }
round-score-none = Score 0
round-pair-wanted = 📌 An owner wants this pair.
round-pair-waits = ✏️ A change waits here.
round-part-skill_fit = { $points } skills
round-part-gives_back = { $points } both ways
round-part-hours = { $points } hours
round-part-interests = { $points } interests
round-part-format = { $points } same format
round-part-style = { $points } style
round-part-distance = { $points } from different places
round-flag = ⚠️ I don't know the level of { $people }, so I leave this pair out unless you take it in.
round-flag-known-now = ⚠️ I didn't know both levels when I found this pair, so I leave it out unless you take it in.
round-flag-in = ✅ You have taken this pair in, although I didn't know both levels.
round-include-button = Take it in
round-leave-out-button = Leave it out
round-unmatched-title = Without a partner
round-unmatched =
    {"*"}{ $who }* – { $reason }
    { $help }
round-reason-no_one_teaches = nobody here shows what they'd like to learn.
round-reason-no_one_wants = nobody here has asked for what they could show.
round-reason-reporting_line = everybody who'd fit is in their reporting line, or shares their manager.
round-reason-own_level_unknown = their level isn't known.
round-reason-all_full = everybody who could show them this is in another pair.
round-reason-all_taught = everybody who'd like to learn this is in another pair.
round-reason-hours = everybody who'd fit works at other hours.
round-reason-language = they share no language with anybody who'd fit.
round-reason-same_team = everybody who'd fit is in their team.
round-reason-their_level_unknown = the level of everybody who'd fit isn't known.
round-reason-level = everybody who'd fit is too close to their level, or on the other side of it.
round-reason-paired_before = everybody who'd fit has been suggested to them before.
round-reason-not_listed = all they said is new here, and waits for your yes.
round-reason-unreadable = something that they told me in confidence can't be read any more, so I suggest nobody to them for now.
round-reason-theirs_unreadable = something that somebody who might fit told me in confidence couldn't be read, so I suggested nobody to them.
round-reason-known_by_now = something that I need was still missing when I found these pairs.
round-reason-no_one_suitable = nobody fits in every respect.
round-help-state_level = Would help: their own level, for example { $level }.
round-help-meet_in_writing = Would help: being open to swap in writing.
round-help-open_hours = Would help: more hours in common. Whether that suits them is theirs to say.
round-help-speak = Would help: { $word } among their languages.
round-help-learn_also = Would help: being curious about { $word } too.
round-help-teach_also = Would help: showing { $word } too.
round-help-allow_same_team = Would help: allowing pairs within a team in this program.
round-help-smaller_gap = Would help: in this program, also pairs only { $number ->
    [one] one level
   *[other] { $number } levels
} apart.
round-help-allow_unknown_levels = Would help: also pairs whose levels aren't both known.
round-help-more_places = Would help: { $number ->
    [one] one more place
   *[other] { $number } more places
} with { $person }.
round-help-new_mentor = Would help: somebody new who can show { $word } (level { $level } or below), with { $number ->
    [one] one place
   *[other] { $number } places
}.
round-help-list_skills = Would help: a look at the new skills, with `/reverse-mentor skills`.
round-help-tell_again = Would help: that they tell me once more, with `/reverse-mentor profile`. I let them know when you approve.
round-help-they_tell_again = Might help: that they tell me once more, with `/reverse-mentor profile`.
round-help-next_round = It's there by now: they're in the next round, and nobody needs to do anything.
round-help-nothing = No single change would help.
round-page = Page { $page } of { $pages }
round-back-button = ← Back
round-next-button = More →
round-nobody-knows = Nobody hears of this before it's approved. Every owner of the program can approve or discard it.
round-approve-button = Approve
round-approve-title = Approve this round?
round-approve-confirm =
    { $asks_first ->
        [yes] { $people ->
            [0] Nobody will be asked.
           *[other] { $people } people will be asked, each in private.
        }
       *[no] { $people ->
            [0] Nobody will be introduced.
           *[other] { $people } people will be introduced at once.
        }
    }{ $unmatched ->
        [0] { "" }
        [one] {" "}One person will hear kindly that I found nobody this time.
       *[other] {" "}{ $unmatched } people will hear kindly that I found nobody this time.
    }{ $undecided ->
        [0] { "" }
        [one] {" "}One pair that you haven't taken in is left out.
       *[other] {" "}{ $undecided } pairs that you haven't taken in are left out.
    }
round-discard-button = Discard
round-discard-title = Discard this round?
round-discard-confirm = Nobody has heard of it, and nobody will. You can start another one at any time.
round-approved =
    {"*"}Done.* In *{ $program }*, { $asks_first ->
        [yes] { $people ->
            [0] nobody is asked.
           *[other] { $people } people ({ $pairs ->
                [one] one pair
               *[other] { $pairs } pairs
            }) are being asked in private, in their working hours. They have five working days.
        }
       *[no] { $people ->
            [0] nobody is introduced.
           *[other] { $people } people ({ $pairs ->
                [one] one pair
               *[other] { $pairs } pairs
            }) are being introduced.
        }
    }
    { $unmatched ->
        [0] Nobody is left without a partner.
        [one] One person will hear kindly that I found nobody this time, and what would help.
       *[other] { $unmatched } people will hear kindly that I found nobody this time, and what would help.
    }
round-skipped =
    { $count ->
        [one] I left one pair out: somebody in it isn't free any more.
       *[other] I left { $count } pairs out: somebody in each isn't free any more.
    }
    { $couples }
round-skipped-pair = { $mentor } ⇄ { $mentee }
round-discarded = The round for *{ $program }* is discarded. Nobody has heard of it.
round-is-computing = I'm still working this round out. I'll send a message when it's ready to look at.
round-is-proposed = Somebody has changed this round since you opened it, so nothing was done. Please open it again and have another look.
round-is-approved = { $by } has approved this round already. There's nothing left to do.
round-is-discarded = { $by } has discarded this round already. `/reverse-mentor round` starts another one.
round-is-failed = This round couldn't be worked out. `/reverse-mentor round` starts another one.
round-proposed-alert = Your round is ready to look at
round-review-button = Look at the pairs
round-failed-alert = Your round couldn't be worked out
round-failed = I couldn't work out the pairs for *{ $program }*. Nothing was changed, and nobody has heard of it. Please try again with `/reverse-mentor round`; if it happens once more, whoever runs this bot finds the reason in its log.

## What owners change in a round

round-check-button = Have a look
round-working-again = I'm finding the pairs for *{ $program }* again, with all changes. Nobody hears of it. I'll write to { $asked_by } when they're ready to look at; until then I keep the ones from before.
round-keep-button = Keep the ones before
round-standing = How well they fit: { $average } of 100,000 points a pair on average, { $score } in all
round-standing-last = Last round: { $pairs ->
    [one] one pair
   *[other] { $pairs } pairs
}, { $average } points a pair, { $unmatched ->
    [0] nobody left out
    [one] one person without a partner
   *[other] { $unmatched } people without a partner
}
round-standing-moved = Compared with the pairs before: { $difference }
round-standing-changed = All changes together, compared with none: { $difference }
round-no-difference = no difference
round-more-pairs = { $count ->
    [one] one pair more
   *[other] { $count } pairs more
}
round-fewer-pairs = { $count ->
    [one] one pair fewer
   *[other] { $count } pairs fewer
}
round-more-waiting = { $count ->
    [one] one more of those who have waited
   *[other] { $count } more of those who have waited
}
round-fewer-waiting = { $count ->
    [one] one fewer of those who have waited
   *[other] { $count } fewer of those who have waited
}
round-more-points = { $count ->
    [one] one point more
   *[other] { $count } points more
}
round-fewer-points = { $count ->
    [one] one point less
   *[other] { $count } points less
}
round-deed-keep = Keep these two together
round-deed-part = Not these two
round-deed-swap = Swap with another pair…
round-deed-without = This round without { $who }
round-changes-pending = ✏️ { $count ->
    [one] *One change* isn't in these pairs yet.
   *[other] *{ $count } changes* aren't in these pairs yet.
}
round-again-button = Find pairs again
round-changes-title = Changes
round-change-waits =
    { $what }
    { $by } asked for it. It isn't in these pairs yet.
round-change-done =
    { $what }
    { $by } asked for it.
round-change-costs =
    { $what }
    { $by } asked for it. By itself: { $difference }.
round-wish-pin = 📌 *{ $mentor } with { $mentee }*
round-wish-forbid = 🚫 *Not { $mentor } with { $mentee }*
round-wish-leave_out = 💤 *This round without { $who }*
round-wish-swap = 🔁 *{ $mentor } with { $mentee }, and { $other } with { $another }*
round-undo-button = Undo
round-pair-up-button = Pair two people…
round-search = Type a name
round-to-page-button = ← Back to the pairs
round-preview-button = What would it change?
round-swap-title = Swap two mentors
round-swap-intro = { $mentor } is with { $mentee } now. In a swap, { $mentee } gets the mentor of another pair, and { $mentor } goes there.
round-swap-other = With which pair?
round-swap-hint = You'll see what it changes before anything happens.
round-swap-button = Swap them
round-swap-same-mentor = These two pairs have the same mentor, so there's nothing to swap.
round-pin-title = Pair two people
round-pin-intro = I'll pair these two whatever their score, as long as no rule is against it, and look again for everybody else.
round-pin-mentor = Who shows something?
round-pin-mentee = Who would like to learn it?
round-pin-button = Pair them
round-preview-before = Now: { $pairs }
round-preview-after = Then
round-preview-costs = What it makes of the round: { $difference }.
round-preview-later = What it makes of the round I can tell when the pairs have been found again. You can undo it then.
round-preview-note = Nobody hears of it, now or later. Only the program's owners see who changed what.
round-pair-option = { $mentor } ⇄ { $mentee }
round-person = { $who }
round-weighing-slow = I couldn't work that out quickly enough just now. Please try again in a moment – nothing was changed.
round-not-in-it = One of them isn't in this round: they joined, or came back, after it began. The next round will have them.
round-change-contradicts = That doesn't go together with a change that's in the list already: { $kind ->
    [pin] { $one } with { $two }
    [forbid] not { $one } with { $two }
    [leave_out] this round without { $one }
   *[swap] { $one } with { $two }, and { $three } with { $four }
}. Undo that one first, on the first page – nothing was changed.
round-changes-most = A round takes { $count } changes. Undo one that matters less, or find the pairs again and see whether you still need this one.
round-unreadable = I can't read any more what you and the other owners wanted changed in this round, so nobody can change or approve it. Please *Discard* it and start another one. Nobody has heard of it.
round-inputs-lost = I can't read any more what I found these pairs by, so I can't try out a change. You can approve them as they are, or *Discard* the round and start another one.
round-changes-wait = There are changes that aren't in these pairs yet. *Find pairs again* works them in, or you undo them – nothing was approved.
round-cannot-same_person = Please choose two people.
round-cannot-unavailable = { $mentor } or { $mentee } isn't in this round.
round-cannot-no_skill = { $mentor } shows nothing that { $mentee } has asked for.
round-cannot-reporting_line = { $mentor } and { $mentee } are in one reporting line. I never pair people there, so that both can speak freely.
round-cannot-same_manager = { $mentor } and { $mentee } have the same manager. I never pair people there, so that both can speak freely.
round-cannot-same_team = { $mentor } and { $mentee } are in the same team, and this program pairs across teams.
round-cannot-level = The levels of { $mentor } and { $mentee } are too close for this program, or the other way round.
round-cannot-private = { $mentor } and { $mentee } don't go together: their hours, their languages, an earlier suggestion or something else that I know of them is against it. I don't say what, because much of it is private.
round-cannot-mentor_full = { $mentor } has no place left for { $mentee }.
round-cannot-mentee_taken = { $mentee } has somebody already: in a swap that's going on, or by another change in your list.
round-cannot-both_ways = { $mentor } and { $mentee } are a pair already, the other way round.
round-not-changed-alert = About your round
round-not-changed =
    I couldn't find the pairs of *{ $program }* again. The round is as it was, your changes wait in it, and nobody has heard of it.
    { $why }
round-not-changed-matcher = Please try again; if it happens once more, whoever runs this bot finds the reason in its log.

## Past rounds, and the skills of a round

round-past-button = Past rounds
round-past-title = Past rounds
round-past = The rounds of *{ $program }*, the newest first.
round-past-none = There's no past round in this program yet.
round-past-line =
    {"*"}Round { $number }* · { $approved ->
        [yes] approved
       *[no] discarded
    } on { $on } · { $pairs ->
        [0] no pair
        [one] one pair
       *[other] { $pairs } pairs
    }{ $pairs ->
        [0] { "" }
       *[other] {", "}{ $average } points a pair
    }{ $state ->
        [asked] {" "}· I'm running it again, and will write to you
        [gone] {" "}· it can't be run again, since not everything about the people in it is here any more
       *[kept] { "" }
    }
round-past-note = A past round can be run again, from what I kept of it: the same pairs come out, and nothing is changed by it. What I keep has no names in it and is encrypted.
round-replay-button = Run it again
round-replayed-alert = About a past round
round-replayed-same = I've run round { $number } of *{ $program }* again from what I kept of it: the same pairs came out, with the same scores.
round-replayed-other = I've run round { $number } of *{ $program }* again, and other pairs came out than then. That can happen after an update of the bot; if there was none, whoever runs it should know. Nothing was changed.
round-replayed-gone = Round { $number } of *{ $program }* can't be run again: not everything about the people in it is here any more, as when somebody asked to be erased. Nothing was changed.
round-replayed-failed = I couldn't run round { $number } of *{ $program }* again. Nothing was changed. Please try again; if it happens once more, whoever runs this bot finds the reason in its log.
round-supply-button = Skills
round-supply-title = Skills in this round
round-supply = What people of *{ $program }* would like to learn in this round, and how many places there are with those who show it.
round-supply-scarce = More wanted than there are places
round-supply-enough = Places for everybody
round-supply-unasked = Shown, and asked for by nobody yet
round-supply-line = {"*"}{ $skill }*: { $wanted ->
    [0] { "" }
    [one] one person would like to learn it,{" "}
   *[other] { $wanted } people would like to learn it,{" "}
}{ $places ->
    [0] nobody has a place for it
    [one] one place
   *[other] { $places } places
}{ $learned ->
    [0] { "" }
    [one] {","} in one pair here
   *[other] {","} in { $learned } pairs here
}
round-supply-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}

## Fill-ins, between two rounds

look-now-button = Look for somebody now
fill-in-looking = I'm looking for somebody for you in { $program }. It takes a minute or so, and I'll write to you either way.
fill-in-after-round = The next pairs of { $program } are being put together just now, and you're in. If nobody is found for you there, I look again right after it.
fill-in-after-offers = There's a suggestion of mine to you that's still open; if you haven't read it yet, it comes in your working hours. I'll look for somebody as soon as it has closed, by { $at } at the latest. Until then it stays open, so that nobody can tell who answered what.
fill-in-not-here = This program only pairs people in rounds. You're in for the next one – there's nothing you need to do.
fill-in-while-away = You're taking a break from this program, so I'm not looking for anybody just now. `/reverse-mentor resume` brings you back.
fill-in-has-partner = I've suggested somebody to you already, or you're in a swap: `/reverse-mentor pair` shows it. Nothing was changed.
fill-in-just-looked = I looked just a little while ago. You're in for the next round; and you can ask me again in an hour.
fill-in-failed = Something went wrong on our side while I was looking for somebody for you in *{ $program }*. You're in for the next round, and you can ask me again.
round-while-filling-in = I'm just looking for somebody for people who asked me between rounds. Please try again in a minute – nothing was changed.

## Unmatched

unmatched-alert = About the next swap
unmatched =
    I've been looking for somebody for you in *{ $program }*, and this time I found nobody. That's about numbers and calendars, not about you.
    { $reason }
unmatched-lost =
    There has just been a round in *{ $program }*, and I couldn't look for somebody for you.
    { $reason }
unmatched-no_one_teaches = Nobody here has offered yet what you'd like to learn{ $count ->
    [0] .
   *[other] : { $wishes }.
} Whoever joins brings something new.
unmatched-no_one_wants = I have what you could show on my list{ $count ->
    [0] .
   *[other] : { $wishes }.
} The wishes of those who've joined so far lie elsewhere; whoever joins next brings new ones, and I look again.
unmatched-reporting_line = Those who'd fit work too closely with you. A swap goes best between people who don't share a team or a reporting line.
unmatched-same_team = Those who'd fit work too closely with you. A swap goes best between people who don't share a team or a reporting line.
unmatched-own_level_unknown = I don't know yet where you are in the organization, and I need that to find a good fit.
unmatched-their_level_unknown = I haven't found somebody yet with whom it would go well both ways.
unmatched-all_full = Everybody I could suggest to you is in a swap already.
unmatched-all_taught = Everybody I could suggest to you is in a swap already.
unmatched-hours = Those who'd fit work at other hours, so you'd hardly find a time to meet.
unmatched-language = I couldn't find a language that you share with those who'd fit.
unmatched-level = This program pairs across levels, and with those who'd fit the levels didn't work out.
unmatched-paired_before = I'd like you to meet somebody new, and I haven't found anybody new yet.
unmatched-not_listed = What you'd like to swap is new here, and somebody who runs the program still has a look at it – so I couldn't look for a partner yet.
unmatched-unreadable = I'm sorry: something that you told me in confidence can't be read any more. I don't guess whom you'd rather not be paired with, so I suggested nobody to you.
unmatched-theirs_unreadable = I haven't found somebody yet with whom it would go well both ways.
unmatched-known_by_now = When I put the pairs together, something that I need for a good fit was still missing. It's there by now.
unmatched-no_one_suitable = I haven't found somebody yet with whom it would go well both ways.
unmatched-help-state_level = *What would help:* tell me your level, with `/reverse-mentor join`.
unmatched-help-meet_in_writing = *What would help:* being open to swap in writing. You can choose it in `/reverse-mentor profile`.
unmatched-help-open_hours = There's nothing you need to do: your hours are yours. Should the ones that I have not be right any more, `/reverse-mentor profile` is where to change them.
unmatched-help-speak = *What would help:* if you speak { $word }, add it in `/reverse-mentor profile`.
unmatched-help-learn_also = *What would help:* if you're curious about { $word } too, add it with `/reverse-mentor join`.
unmatched-help-teach_also = *What would help:* if you could show somebody { $word } too, add it with `/reverse-mentor join`.
unmatched-help-allow_same_team = There's nothing you need to do: what would help is up to the program's owners.
unmatched-help-smaller_gap = There's nothing you need to do: what would help is up to the program's owners.
unmatched-help-allow_unknown_levels = There's nothing you need to do: what would help is up to the program's owners.
unmatched-help-more_places = There's nothing you need to do: one more place with somebody who can show it would help.
unmatched-help-new_mentor = *What would help:* somebody new who can show { $word }. If you know a colleague who'd enjoy that, tell them about `/reverse-mentor join`.
unmatched-help-list_skills = There's nothing you need to do. If you like, pick something that is listed already, too, with `/reverse-mentor join`.
unmatched-help-tell_again = *What would help:* look once through `/reverse-mentor profile`, and save what should hold. You're in for the next round then.
unmatched-help-they_tell_again = There's nothing you need to change.
unmatched-help-next_round = There's nothing you need to do: I look for somebody for you in the next round.
unmatched-help-nothing = There's nothing you need to change.
unmatched-promise = You're in for the next round without doing anything. The people who run the program may see who has no partner, and of a round also why; I tell nobody else.
unmatched-promise-lost = The people who run the program may see who has no partner, and of a round also why; I tell nobody else.
unmatched-asked = You get this because you asked me to look now; it comes once.
unmatched-stop = You get this because you joined *{ $program }* and a round has just been made. `/reverse-mentor pause` skips rounds for a while, `leave` for good.

## Check-ins

next = Next
nudge-alert = Your weekly hello
nudge-hello = { $tone ->
    [0] Hello! A quick look at your swap: did you get to meet?
    [1] Hi there! How is your swap coming along – did you find time for each other?
    [2] A short weekly hello: did you find a moment for your swap?
   *[3] Good to see you! Did you get to swap anything lately?
}
nudge-row = *You and { $partner }* · { $program }
nudge-said = *You and { $partner }* · { $program }
    You said: { $said ->
        [met] we met – lovely!
        [not_yet] not yet – that's fine, there's time.
        [skip] skip this week – of course.
       *[help] I'd like help – it's on its way.
    } Changed your mind? Just tap another button.
nudge-met-button = We met
nudge-not-yet-button = Not yet
nudge-skip-button = Skip this week
nudge-help-button = I'd like help
nudge-private = Only you see this. “Not yet” and “skip” aren't shown to anyone, and no answer is fine, too; programs only count how many answered. When you log a meeting, your partner is asked, too.
nudge-why = You get this because you're in a swap – once a week at most, in your working hours. It rests for a while once you've both said that you met, and the button below turns it off.
go-on-hello = A few of my hellos went by, and that's fine – no need to explain. What would suit you now?
go-on-said = *You and { $partner }* · { $program }
    You said: let's go on – lovely! I'll be back with my weekly hello. Changed your mind? Just tap another button.
go-on-button = Let's go on
go-on-new-button = Somebody new
go-on-private = Only you see this, and nobody is told that I asked.
go-on-why = You get this because you're in a swap. I ask once, and then my hellos and questions rest until you tap a button here, use `/reverse-mentor` or begin a new swap; the button below turns my hellos off altogether.
nudge-off-button = Turn hellos off
nudge-off-alert = Your weekly hello is off
nudge-off = Done – no more weekly hellos. Your swap goes on just the same, and `/reverse-mentor log` still notes a meeting. You can have them back here, or with `/reverse-mentor resume`.
nudge-on-button = Turn hellos on
nudge-on-alert = Your weekly hello is on
nudge-on = Welcome back – your weekly hello is on again.
checkin-pairing-ended = This swap has ended, so there's nothing left to answer here. Thank you for what you two shared.

log-title = Log a meeting
log-no-pairing = You aren't in a swap at the moment, so there's no meeting to log yet. I'll be in touch when I have someone for you.
log-with = Who did you meet?
log-intro = Lovely that you and { $partner } met! A few quick things:
log-held-on = When was it?
log-minutes-label = How many minutes, roughly?
log-how = How did you meet?
how-in_person = In person
how-call = On a call
how-written = In writing
how-in_person-told = in person
how-call-told = on a call
how-written-told = in writing
log-skills = What was it about?
log-private = { $partner } sees this and is asked if that's right. Your program only counts meetings; it isn't shown who met. (With very few pairs, that can be guessed.)
log-future = That day is still to come. Please pick today or an earlier day.
log-too-old = That's more than { $days } days ago. Please pick a more recent day.
log-before-introduction = That's before you two were introduced. Please pick a later day.
log-minutes = From { $shortest } to { $longest } minutes, please.
log-already = That day is logged already, so there's nothing more to do. Was it another day?
confirm-alert = A small question about your swap
confirm-question = { $partner } logged that you two met on *{ $date }* ({ $minutes } minutes, { $how }). Is that right?
confirm-skills = It was about { $skills }.
confirm-yes-button = Yes, we met
confirm-no-button = We didn't meet
confirm-private = Your word counts as much as theirs, and either answer is fine. If you didn't meet, I'll tell { $partner } kindly that you remember it differently. If you say nothing, it waits in your Home, and counts as what one of you has said. The people who run the program only read sums.
confirmed = Thank you! You and { $partner } met on *{ $date }*.
confirmed-pulse-button = How was it?
disputed = Thank you for telling me. The meeting with { $partner } on *{ $date }* isn't counted.
disputed-undo-button = We did meet after all
remembered-alert = A small word about your swap
remembered-differently = About *{ $date }*: { $partner } remembers it differently, so I'm not counting it. No harm done: dates are easily mixed up. If it was another day, you can log that one.

pulse-title = How was it?
pulse-intro = About your meeting with { $partner }. Three taps, in confidence.
pulse-useful = Was it useful to you?
pulse-voice = Could you speak freely?
pulse-counted = Did what you know count?
pulse-score = { $score ->
    [1] 1 · not at all
    [2] 2 · a little
    [3] 3 · somewhat
    [4] 4 · mostly
   *[5] 5 · very much
}
pulse-private = Confidential. Only counted together with the answers of at least { $others } others. Never shown to your partner, your manager or the program's owner.
pulse-note = Anything you'd like to add?
pulse-note-private = Just for you: kept encrypted, shown to nobody else, and in the copy of your data. If you'd like somebody to act, ask for help instead.
pulse-offer = If an answer tells me that something isn't easy, I may offer you a quiet word with somebody neutral. Only you would hear of it.
pulse-later-button = Not now
pulse-change-button = Change my answers
pulse-saved = Thank you – that stays between us, and only counts together with others' answers.
pulse-closed = That week is already counted, so its answers can't be changed any more. Your next meeting gets a fresh page.
offer-help-alert = About your swap
offer-help = It sounds as if your swap with { $partner } isn't easy at the moment. That happens, and it's nobody's fault. Would a quiet word with a neutral person help?
offer-help-yes-button = Yes, show me how
offer-help-no-button = No, thanks
offer-help-private = Only you get this, because of your own answers after a meeting, and it comes rarely. { $partner } never learns of it, and nothing is passed on unless you say so.
offer-help-declined = Of course. Should you change your mind, “I'd like help” is in your Home at any time, and in the weekly hello.

ask-help-title = A quiet word
ask-help-intro = I can ask somebody neutral to get in touch with you, in confidence. You choose who.
ask-help-neutral = Whom would you like to talk to?
ask-help-neutral-choice = { $name }
ask-help-contact = There for a quiet word
ask-help-owner = Runs the program
ask-help-exactly = This is exactly what I'd pass on, and only to the one you choose:
ask-help-passed-on =
    • your name: { $member }
    • the program: { $program }
    • who you swap with: { $partner }
ask-help-note = In your own words, if you like
ask-help-note-seen = Passed on word for word.
ask-help-private = Nobody else learns of it: not { $partner }, not your managers, nobody else on this list. What you answered about your meetings isn't passed on.
ask-help-button = Pass it on
ask-help-open = It's on its way to { $contact }, who will get in touch with you. I'll remind them after three working days, and tell you when they've taken care of it.
ask-help-taken_on = { $contact } has read it, and will get in touch with you. You asked on { $asked_on }.
ask-help-done = { $contact } has taken care of it.
ask-help-gone = The person you asked on { $asked_on } can't take this on any more, and that's nobody's fault. Take it back here, and you can choose somebody else.
ask-help-this = This is what I passed on:
ask-help-told = • your words: { $note }
ask-help-back-button = I don't need it any more
ask-help-taken_back = That's taken back. If { $contact } has read of it already, they now hear that there's nothing to do. You can ask again at any time.
help-nobody = I couldn't find anybody neutral in this program to ask. Nothing was stored or passed on. Your HR team, or somebody outside your team whom you trust, will be glad to help.
help-asked-alert = Somebody would like a quiet word
help-asked = { $member } would like a quiet word with you about their swap with { $partner } in *{ $program }*, since { $asked_on }. A short message to { $member } is a good start.
help-asked-note = In their words: { $note }
help-asked-private = { $member } chose to tell you this, and nobody else knows: please keep it from { $partner } and from anybody's manager unless { $member } agrees.
help-asked-taken_on = ✓ You're on it; { $member } knows that you'll get in touch.
help-asked-done = ✓ { $member } knows. Thank you for taking care of it.
help-asked-taken_back = { $member } doesn't need it any more. There's nothing to do.
help-take-on-button = I'll get in touch
help-outcome = It's done …
help-outcome-settled = We talked, and it's settled
help-outcome-goes_on = We talked, and know what comes next
help-outcome-handed_on = Somebody else helps, as we agreed
help-outcome-not_found = We couldn't find each other
help-others = { $number ->
    [one] One more quiet word waits for you.
   *[other] { $number } more quiet words wait for you.
}
help-queue-button = Show all
help-queue-title = Quiet words
help-queue-empty = Nobody waits for a word with you.
help-queue-more = … and { $number } more. They show up here as you get to these.
help-reminder-alert = A quiet word still waits
help-reminder-open = { $member } asked for a word with you on { $asked_on }. If it isn't a good time for you, a short line to them still helps – or they can choose somebody else.
help-reminder-taken_on = You said you'd get in touch with { $member }, who asked on { $asked_on }. Has it worked out?
help-taken-on-alert = A short update for you
help-taken-on = { $contact } has read what you asked me to pass on, and will get in touch with you.
help-unanswered-alert = A short update for you
help-unanswered = { $contact } hasn't been able to get to what you asked on { $asked_on }. I'm sorry for the wait. You can take it back and choose somebody else.
help-unanswered-gone = The person you asked on { $asked_on } can't take this on any more, and that's nobody's fault. You can take it back and choose somebody else.
help-unanswered-button = See who else could help
help-not-needed-alert = A quiet word isn't needed any more
help-not-needed = { $member }, who would have liked a word with you on { $asked_on }, doesn't need it any more. There's nothing to do, and please keep it to yourself all the same.
help-done-alert = A short word for you
help-done = { $contact } has taken care of what you asked me to pass on.
help-done-settled = { $contact } says that you've talked, and that it's settled. If you see it differently, you can ask again.
help-done-goes_on = They say that you've talked, and know what comes next.
help-done-handed_on = They say that somebody else helps now, as you agreed.
help-done-not_found = { $contact } says that you two couldn't find each other. That's easily mended: you can ask again, or choose somebody else.
help-done-again = If something is still on your mind, you can ask again at any time, in your Home or in the weekly hello.
home-quiet-words = { $number ->
    [one] One person would like a quiet word with you.
   *[other] { $number } people would like a quiet word with you.
}

## Delivery

delivery-alert = About a message of mine
delivery-not-reached-more = { $more ->
    [one] one more
   *[other] { $more } more
}
delivery-not-reached = I couldn't write to { $people }: Slack didn't take my messages, or their account isn't active any more. Whoever runs this bot can see why with `python -m bot outbox`, and send them again.
delivery-not-reached-why = You read this because they take part in a program that you run.
delivery-what = { $kind ->
    [ProgramAnnounced] the announcement of your program
    [ReadinessAsked] the three questions to your channel
    [WrappedUp] the wrap-up of your program
    [PairIntroduced] the introduction of you and your partner
    [RoundProposed] the round that I worked out for you
    [RoundFailed] the news about your round
    [RoundNotChanged] the news about your round
    [RoundReplayed] the news about a past round
    [HelpAsked] what you asked me to pass on
    [ReportAsked] your report
    [ReportFileAsked] the pictures and the files of your report
    [WeeklyReportReady] the weekly report
    [WeeklyFilesReady] the pictures and the files of the weekly report
    [OwnCopyAsked] the copy of what I keep about you
   *[other] a message that I sent for you
}
delivery-unknown = I can't tell whether { $what } arrived: Slack stopped answering at just that moment, and I can't read what's there. Could you have a look?
delivery-arrived-button = It arrived
delivery-send-again-button = Send it again
delivery-arrived = Good to know, thank you: { $what } arrived.
delivery-sending-again = On its way once more: { $what }.
delivery-died = I couldn't send { $what }: Slack didn't take it. You can try again; if it keeps happening, whoever runs this bot can see why in its log.
delivery-died-channel = I couldn't post { $what } in { $channel }: I'm not in that channel. Please invite me there with `/invite`, then send it again.
delivery-died-is_archived = I couldn't post { $what }: that channel is archived. `/reverse-mentor program` lets you pick another one.
delivery-died-not_drawn = I couldn't send { $what }: drawing the pictures didn't work. You can try again; if it keeps happening, whoever runs this bot can see why in its log.
delivery-died-user_disabled = I couldn't send { $what }: that person's Slack account isn't active any more.
delivery-died-user_not_found = I couldn't send { $what }: Slack doesn't know that person any more.
delivery-died-expired = I couldn't send { $what } in time. If it still matters, please ask me again.

## The organization's list of people, handed in by an owner

people-list-title = List of people
people-list-intro = Hand in your organization's list of people: levels, who reports to whom, teams and places. It makes for better pairs, and keeps people from being paired with somebody in their own reporting line.
people-list-file = The list, as a CSV file
people-list-file-hint = At least the columns email and name. Also read: level, manager_email, team, department, location, languages, days, hours_start, hours_end.
people-list-scope = Is that everybody?
people-list-whole = It names everybody
people-list-whole-what = Whoever isn't in it leaves the list. Otherwise they stay on it.
people-list-private = It enrolls nobody: people join by themselves, and say themselves what they'd like to share. First you see what it would change; then you decide.
people-list-look-button = Look at it
people-list-looking = Thank you! I'm looking at it, and write to you in a moment. Nothing of it is taken over yet.
people-list-alert = About the list of people
people-list-handed_in = I'm still looking at the list of people that you handed in.
people-list-sound = The list of people is sound. This is what it would change; nothing is taken over yet.
people-list-unsound = The list of people can't be used like this, and nothing of it was taken over. Please mend these rows, and hand it in again with `/reverse-mentor people`.
people-list-approved = Thank you! I'm taking over the list of people. I'll tell you when it's done.
people-list-taken_over = ✓ The list of people is taken over. You may want to take the file out of Slack now: I don't need it any more.
people-list-left = Nothing of the list of people was taken over. You can hand in another one at any time with `/reverse-mentor people`.
people-list-failed = I couldn't take over the list of people, and nothing was changed: Slack didn't hand me the file, or it isn't the one that you were shown. Please hand it in again with `/reverse-mentor people`.
people-list-sum = { $people ->
    [one] One person
   *[other] { $people } people
} · { $new } new · { $changed } changed · { $same } as before
people-list-ignored = { $number ->
    [one] I don't know this column, and don't read it: { $columns }.
   *[other] I don't know these columns, and don't read them: { $columns }.
} Who reports to whom belongs in manager_email.
people-list-absent = { $number ->
    [0] All of them are in Slack.
    [one] One of them isn't in Slack:
   *[other] { $number } of them aren't in Slack:
}
people-list-leaves = { $number ->
    [one] One person isn't in this file, and leaves the list.
   *[other] { $number } people aren't in this file, and leave the list.
}
people-list-stays = { $number ->
    [one] One person isn't in this file, and stays on the list.
   *[other] { $number } people aren't in this file, and stay on the list.
}
people-list-bad-rows = Rows to mend
people-list-bad-rows-text = All { $number } rows of the list that need mending, each with its line.
people-list-more = { $number ->
    [one] … and one more
   *[other] … and { $number } more
}
people-list-enrolls-nobody = It enrolls nobody: people join by themselves. What they changed in their profile since stays as they said it.
people-list-take-button = Take it over
people-list-leave-button = Leave it
people-list-sure = { $number ->
    [one] What this list says of one person is taken over. Nobody is told, and nobody is enrolled.
   *[other] What this list says of { $number } people is taken over. Nobody is told, and nobody is enrolled.
}
people-list-yes = Take it over

## What I keep about you

privacy-button = What I keep about you
privacy-title = What I keep about you
privacy-intro = This is yours, and only you see this page. You can have a copy, correct it, or have all of it erased – no reason needed, and nobody asks why.
privacy-unknown = not known
privacy-nothing = –
privacy-no-address = no address
privacy-identity = *Who you are:* { $name }, { $email }, time zone { $timezone }. Slack told me, and I ask again once a day. I keep your working hours too, and when not to disturb you.
privacy-organization = *Where you work:* level: { $level } · manager: { $manager } · team and place: { $where }. { $listed ->
    [yes] Some of this is from your organization's list of people.
   *[no] You told me yourself.
} Your manager is only there so that I never pair you with them, nor pass a call for help on to them.
privacy-place = *{ $program }* · what you could show: { $teaches } · what you're curious about: { $learns } · interests: { $interests }. { $avoid ->
    [0] You've named nobody whom you'd rather not be paired with.
    [one] You've named one person whom you'd rather not be paired with. Nobody else ever sees that.
   *[other] You've named { $avoid } people whom you'd rather not be paired with. Nobody else ever sees that.
}
privacy-place-unreadable = *{ $program }* · what you could show: { $teaches } · what you're curious about: { $learns }. Something else that you told me here can't be read any more: what you like, or whom you'd rather not be paired with. I'm sorry. You can tell me again under *My profile*.
privacy-swaps = *Your swaps:* { $swaps ->
    [0] none so far
    [one] one swap
   *[other] { $swaps } swaps
}, { $meetings ->
    [0] no meeting
    [one] one meeting
   *[other] { $meetings } meetings
}, { $hellos ->
    [0] no answer to a weekly hello
    [one] one answer to a weekly hello
   *[other] { $hellos } answers to weekly hellos
}. Your partners see the meetings you had with them. The people who run the program see whom I pair, and why; of meetings they see sums.
privacy-answers = *What you told me in private:* { $pulses ->
    [0] no answer after a meeting
    [one] your answers after one meeting
   *[other] your answers after { $pulses } meetings
}, { $help ->
    [0] no request for help
    [one] one request for help
   *[other] { $help } requests for help
}. Your words are encrypted. Your partner never sees them, and the people who run the program only see averages, of at least as many people as the form told you. Help goes to the one person you choose.
privacy-runs = *What you run:* { $programs }. What owners do there is written down, for the other owners to read.
privacy-messages = *Messages:* a note of { $messages ->
    [one] one message
   *[other] { $messages } messages
} that I wrote to you or still will: when, and what kind. What they say is only in Slack.
privacy-all = You aren't in a program.
privacy-never = I never read your conversations. I never ask for your gender or origin, or what you believe.
privacy-copy-button = Send me a copy
privacy-erase = *If you'd like me to forget you,* that's fine at any time, and you needn't say why. First I show you what goes and what stays.
privacy-erase-button = Erase everything …
privacy-copy-comes = On its way: two files, in our direct messages, for your eyes only.
privacy-copy = Here is what I keep about you: once for reading in a spreadsheet (CSV), once for other programs (JSON). What tells of somebody else as well isn't in it. The files stay in this conversation for as long as your workspace keeps files in Slack.
privacy-json-title = What I keep about you, { $day } (JSON)
privacy-csv-title = What I keep about you, { $day } (CSV)
error-erase-alone = Nobody else runs { $programs } yet. Please name another owner in `/reverse-mentor program`, or bring it to its end there. Then I can forget you. Nothing was changed.
erase-title = Erase everything?
erase-intro = That's fine, and you don't have to say why. Please read this once before you decide.
erase-goes = *What goes, at once:* your name and address, your profile and wishes, your answers and words, requests for help, your line in the organization's list of people, and messages to you that haven't gone out. Swaps you're in end kindly: your partners read that the swap has ended, as when somebody leaves, and nothing more.
erase-stays = *What stays, without you in it:* numbers that were published already, since they're sums. That your partners met somebody, when, and what about: it's their record too. What you did if you ran a program, by a number that belongs to nobody any more. A skill in your words, if others have picked it, too. And, encrypted, a checksum of your address, so that no list of people brings you back, and what anybody wished about pairs still holds if you come back yourself.
erase-elsewhere = *What I can't reach:* messages and files that are in Slack already, and backups of my database. The backups expire, and whoever runs me can tell you when.
erase-final = This can't be undone. You're welcome back at any time, and would start as new.
erase-button = Erase everything
erased = Done. I've forgotten you. Thank you for having been here. If you ever press one of my buttons or open my Home again, or a colleague picks you in a form, I'll know your name and address again, as I'd know anybody's, and nothing else.
erased-home = Nothing about you is kept here any more. Should you ever like to swap what you know, `/reverse-mentor join` begins anew.

## When the organization changes

in-one-line-alert = { $program }: two who swap knowledge now work in one reporting line
in-one-line = In *{ $program }*, { $mentor } and { $mentee } swap knowledge, and by the newest list of people one of them now works in the other's reporting line (or both report to the same person).
in-one-line-what =
    Nothing changes by itself. A swap is easiest between two who don't decide about each other, though some like to go on: a friendly word with each of them alone may help. Either can end it at any time, with no reason asked, and look for somebody new.
in-one-line-why = You read this once, since you run the program. The two weren't told.

## What owners did

export-button = Export
export-alert = Your program's data
export-on-its-way = The data of *{ $program }* is on its way to you, as files in our direct messages.
export-what = In it: the program, its skills, the rounds that were approved, its closed weeks, and what owners did. Not in it: anything that members told me in private, and who met or didn't.
export-files = All that owners may read of this program. It has people's names in it: please keep it where only owners can see it.
export-program = The program
export-weeks = Its closed weeks
audit-title = What was done
audit-button = What was done
audit-intro = What the owners of *{ $program }* did, the newest first, with what concerns all programs. Members' own steps aren't here: they are nobody else's business.
audit-empty = Nothing yet.
audit-entry = { $at } · { $who } { $what }
audit-operator = Whoever runs the bot
audit-program-created = created the program.
audit-program-changed = changed the program.
audit-weights-changed = changed what counts in a match.
audit-announced = announced the program in its channel.
audit-program-closed = closed the program before its end.
audit-program-reopened = opened the program again.
audit-objectives-changed = changed what the program sets out to reach.
audit-readiness-asked = asked the program's channel whether people are ready for it.
audit-wrapped-up = posted the wrap-up in the program's channel.
audit-creators-changed = changed who may create programs.
audit-round-proposed = had round { $round } worked out.
audit-round-changed = had round { $round } worked out again with changes.
audit-pair-taken-in = took a pair into round { $round } by hand.
audit-pair-left-out = left a pair of round { $round } out by hand.
audit-round-approved = approved round { $round }.
audit-round-discarded = discarded round { $round }.
audit-report-asked = asked for the report.
audit-reports-changed = changed what reports tell.
audit-weekly-turned-on = turned the weekly report on.
audit-weekly-turned-off = turned the weekly report off.
audit-gap-asked = asked who could show { $skill }.
audit-skill-taken-in = took { $skill } into the skills.
audit-skill-left-out = left { $skill } out of the skills.
audit-skill-merged = made { $skill } another name of { $into }.
audit-skill-changed = renamed or sorted { $skill }.
audit-program-exported = exported the program's data.
audit-values-given-up = let go of something that nobody could read any more.
audit-people-imported = took over a list of people.
audit-whole = The log is as it was written. Its newest seal begins with { $seal }: note it somewhere, and nobody can write the log anew unnoticed.
audit-broken = *This log was changed outside of the bot, at entry { $number } of your workspace.* Please tell whoever runs it.

## A program's end

end-nears-alert = { $program } is coming to its end
end-nears = *{ $program }* runs until *{ $ends_on }*, and so does your swap with { $partners }. It's a good moment to meet once more, to show each other the one thing you'd still like to, and to say what you take along.
end-nears-after = After that I stop writing to you about it. Your contact stays yours: you may go on for as long as you both like.
end-nears-why = You get this because you're in a swap of this program, and it comes once. There's nothing you need to do; `/reverse-mentor pause` stops messages like this.
prolonged-alert = { $program } goes on
prolonged-until = until *{ $ends_on }*
prolonged-open = with no end set
prolonged-swap = *{ $program }* goes on, { $until }, and so does your swap with { $partners }. There's nothing you need to do.
prolonged = *{ $program }* goes on, { $until }. You're in for the next round – there's nothing you need to do.
prolonged-paused = *{ $program }* goes on, { $until }, and so does your break – there's nothing you need to do.
prolonged-why = You read this because you'd heard from me of an earlier end. Rather stop here? `/reverse-mentor leave` – no reason needed.
closed-alert = { $program } has come to its end – thank you
closed-swap = *{ $program }* { $early ->
    [yes] ends on { $ended_on }: those who run it bring it to a close earlier than planned. It has nothing to do with the two of you. With it ends
   *[no] came to its planned end on { $ended_on }, and with it
} the swap that I looked after for you and { $partners }. Thank you for what you brought to it. You're free to go on by yourselves, whenever and however you both like – I just won't remind you any more.
closed = *{ $program }* { $early ->
    [yes] ends on { $ended_on }: those who run it bring it to a close earlier than planned
   *[no] came to its planned end on { $ended_on }
}. Thank you for having been part of it, and for being open to a swap.
closed-joinable = If you'd like to swap some more, you're welcome here:
closed-why = You get this because you were in this program, and it comes once: that was my last message about it, unless those who run it open it again.
own-closed =
    {"*"}{ $program }* has come to its end. { $people ->
        [0] Nobody
        [one] One person
       *[other] { $people } people
    } took part, { $pairs ->
        [0] no pair was introduced
        [one] one pair was introduced
       *[other] { $pairs } pairs were introduced
    }, and { $meetings ->
        [0] no meeting was noted.
        [one] one meeting was noted: { $hours ->
            [1] one hour
           *[other] { $hours } hours
        } given to each other.
       *[other] { $meetings } meetings were noted: { $hours } hours given to each other.
    }{ $people ->
        [0] { "" }
       *[other] {" "}Everybody reads a thank-you from me, in their working hours.
    } Thank you for running it.
closed-now = { $enrolled ->
    [0] *{ $program }* is closed. Nobody was in it, so nobody is told.
   *[other] *{ $program }* is closed. Everybody in it hears of that, with thanks, in their working hours. Was that a slip? If you open it again now, it goes on as if nothing had been; only those who have read of the end by then hear that it goes on.
}
reopened = *{ $program }* goes on as it was. I take up the swaps that ended with it.
reopened-draft = *{ $program }* is a draft again.
own-closed-report = The numbers of the last week are ready on { $report_at }. From then on, `/reverse-mentor report` sends the last report { $where }.
report-goes-to-channel = to { $channel }
report-goes-to-you = to you
own-closed-extend-button = Let it go on
own-closed-why = You get this because you run this program; it comes once, when a program ends. Opened again, it takes up the swaps that ended with it; nobody has to join again.

## Readiness

readiness-ask-button = Are people ready?
readiness-ask-title = Ask the channel?
readiness-ask-confirm = I'll post a button to three questions in its channel. After a week you read averages of at least { $fewest } people, never who said what or who answered.
readiness-alert = { $program }: three questions
readiness-question = Those who run *{ $program }* are thinking of a program in which colleagues of different levels swap what they know. Is it for you? Three short questions, if you like.
readiness-answer-button = Answer three questions
readiness-promise = Confidential: nobody sees who answered, or what. Once it is over, on { $closes_at }, averages of at least { $fewest } people are shown, and the answers are deleted. It signs you up for nothing.
readiness-title = Three questions
readiness-takes-part = Would you take part?
readiness-speaks = Can you speak freely with colleagues at other levels?
readiness-knows = Do you know something that a colleague at another level could use?
readiness-score = { $score ->
    [1] 1 · Not at all
    [2] 2 · Rather not
    [3] 3 · Partly
    [4] 4 · Mostly
   *[5] 5 · Very much
}
readiness-thanks = Noted, thank you! You can change your answers until it is over, with the same button.
readiness-sent = On its way. You'll read what came of it after { $closes_at }: until then nobody sees anything, not even you.
readiness-yours = You run this program, so your own answers aren't counted: they'd make it easier to guess the others'.
readiness-over = These questions are closed. Thank you all the same!
readiness-too-late = This program runs already. Its report says how people find it.
readiness-asked-lately = Its channel was asked in the last four weeks. Please give people a little time.
readiness-counted-alert = { $program }: are people ready?
readiness-counted = *{ $program }*: { $people } people answered. Averages, of 5:
readiness-takes-part-average = *Would take part*
    { $average }
readiness-speaks-average = *Can speak freely*
    { $average }
readiness-knows-average = *Know something of use*
    { $average }
readiness-advice = From 4 up, people are ready. Below 3 at “can speak freely”, begin small: senior colleagues who say first what they'd like to learn, and a neutral person everybody knows. Below 3 at “know something of use”, name examples in the announcement: nearly everybody knows more than they think.
readiness-too-few = *{ $program }*: fewer than { $fewest } people answered, so nothing can be shown, and their answers are deleted. That may mean that few have seen it.
readiness-missing = *Wanted by more than could show it, so far:*
readiness-missing-skill = *{ $skill }*
    wanted by { $demand }, could be shown by { $supply }
readiness-counted-why = You read this because you asked. Averages are slightly blurred, so that nobody's answer can be reckoned from them.

## A wrap-up, and a word half-way

wrap-up-button = Wrap up
wrap-up-title = Wrap-up
wrap-up-preview = This is what { $channel } would read. Nothing is posted before you say so.
wrap-up-left-out = Counts of fewer than { $fewest } people or pairs are left out, and nobody is named. What stands here is from the report, from weeks that are over.
wrap-up-confidence-later = How sure people feel before and after is counted on { $at }. Post it after that to have it in.
wrap-up-post-button = Post it
wrap-up-alert = { $program } – what came of it
wrap-up-header = { $program }: what came of it
wrap-up-intro = From { $starts_on } to { $ended_on }, people who'd rarely have met swapped what they know.
wrap-up-people = *{ $count }* people
wrap-up-pairs = *{ $count }* pairs introduced
wrap-up-meetings = { $count ->
    [one] *One* meeting
   *[other] *{ $count }* meetings
}
wrap-up-hours = { $count ->
    [one] *One* hour given to each other
   *[other] *{ $count }* hours given to each other
}
wrap-up-skills = { $count ->
    [one] *One* skill swapped
   *[other] *{ $count }* skills swapped
}
wrap-up-objectives = *What it set out to reach*
wrap-up-thanks = Thank you to everybody who showed something, asked something, or made the time for it. What you started is yours: you're free to go on.
wrap-up-confidential = { $averages ->
    [yes] Averages are of several people. Nobody's own answers are shown to anybody.
   *[no] Nobody's own answers are shown to anybody.
}
wrap-up-not-closed = A program is wrapped up once it has come to its end.
wrap-up-too-early = The last week's numbers are ready on the Monday after it, at noon UTC. Please come back then.
wrap-up-posted = The wrap-up has been posted already.
half-way-alert = { $program }: how it stands
half-way = { $rolling ->
    [yes] *{ $program }* has been running for three months.
   *[no] *{ $program }* is half-way.
}{ $objectives ->
    [0] { "" }
   *[other] {" "}This is how it stands:
}
half-way-no-round = Nobody has been introduced yet. `/reverse-mentor round` finds pairs among those who have joined; announcing the program again may bring more.
half-way-no-objectives = It has no objectives yet. Two or three with a target make it easy to say afterwards whether it was worth it.
half-way-more-people = *More people:* announce it again, and run another round for those without a partner.
half-way-meet = *More meetings:* a fixed date helps. You might suggest one a month, in the channel, and lead by example.
half-way-useful = *More use:* tell people once more that they may change what they'd like to learn, or ask for another partner, with no reason given.
half-way-voice = *More room to speak:* say aloud, in the channel, that what is said in a swap stays there, and who the neutral person is.
half-way-unknown = Where I can't say anything yet, too few people have answered to show an average without giving somebody away. That's no bad sign.
half-way-well = Everything is on its way. You might tell the people in it so.
half-way-why = You get this because you run this program, and it comes once, half-way. The same is under `/reverse-mentor program` at any time.

## Confidence

confidence-before-button = How sure do you feel today?
confidence-after-button = How sure do you feel now?
confidence-look-back = You told me at the start how sure you felt in what you came to learn. If you like, say how it is now: it takes a few seconds.
confidence-title = Before and after
confidence-intro = { $moment ->
    [before] You're about to learn something in *{ $program }*. How sure do you feel in it today? There's no right answer: it's only there so that you, and the program, can see later what has moved.
   *[after] Looking back on *{ $program }*: how sure do you feel now? Higher, lower or the same – whatever is true.
}
confidence-question = { $skill }
confidence-score = { $score ->
    [1] 1 · All new to me
    [2] 2 · I know a little
    [3] 3 · I get along
    [4] 4 · Quite sure
   *[5] 5 · I could show it to others
}
confidence-private = Answer what you like, or nothing. Nobody sees your answers: not the person you swap with, not those who run the program. They read only an average before and after, and only where at least five people have answered both.
confidence-later-button = Rather not
confidence-saved = { $moment ->
    [before] Noted, thank you. When your swap is over I'll ask once more, in a message that comes anyway.
   *[after] Noted, thank you for looking back.
}
confidence-nothing-to-ask = There's nothing to ask here: you've named nothing to learn, or have told me already.
confidence-has-begun = Your swap has begun already, so “before” is over. Nothing is missing: it was only if you liked.
confidence-counted = These answers are counted already and can't be changed any more. Thank you all the same!

## Objectives

objectives-button = Objectives
objectives-title = Objectives
objectives-intro = What *{ $program }* sets out to reach. Up to five; only you who run it see them, until you post a wrap-up.
objectives-as-of = As of the week { $week }, from the same numbers as the report. Averages come from as many people as the report says, or more; where there are fewer, I say nothing.
objectives-nothing-closed = No week is over yet: how they stand can be said once the first one is.
objective-add-button = Add one
objective-remove-button = Remove
objective-measure = What should be reached?
objective-target = At least
objective-target-example = e.g. 40
objective-target-hint = People, skills or hours; percent of pairs; or points of 5.
objective-skill = In which skill? (for confidence only)
objective-skill-all = In all that people learn
objective-skill-hint = How sure people feel is asked at the start and at the end, and is only shown where five people or more answered both.
objective-taught-option = People who were shown something new
objective-skills-option = Different skills swapped
objective-hours-option = Hours given to each other
objective-meeting-rate-option = Pairs that meet in each period, in percent
objective-useful-option = Meetings are useful, of 5
objective-voice-option = People can speak freely, of 5
objective-counted-option = What people know counts, of 5
objective-confidence-option = People feel surer in what they learn, in points
objective-taught = { $target ->
    [one] One person is shown something new
   *[other] { $target } people are shown something new
}
objective-skills = { $target ->
    [one] One skill is swapped
   *[other] { $target } different skills are swapped
}
objective-hours = { $target ->
    [one] One hour given to each other
   *[other] { $target } hours given to each other
}
objective-meeting-rate = { $target }% of the pairs meet
objective-useful = Meetings are useful: { $target } of 5
objective-voice = People can speak freely: { $target } of 5
objective-counted = What people know counts: { $target } of 5
objective-confidence = People feel surer in { $skill }: +{ $target }
objective-confidence-all = People feel surer in what they learn: +{ $target }
objective-taught-now = { $now } so far
objective-skills-now = { $now } so far
objective-hours-now = { $now } so far
objective-meeting-rate-now = { $now }%, over all whole periods
objective-useful-now = { $now } on average
objective-voice-now = { $now } on average
objective-counted-now = { $now } on average
objective-confidence-now = { $up ->
    [yes] +{ $now } on average
   *[no] { $now } on average
}
objective-line = { $verdict ->
    [met] ✓ *{ $what }* · { $now }
    [not_yet] ○ *{ $what }* · { $now }
   *[unknown] … *{ $what }* · can't be said yet
}
objective-target-taught = Please type a whole number of people, 1 or more.
objective-target-skills = Please type a whole number of skills, from 1 to 1,000.
objective-target-hours = Please type a whole number of hours, 1 or more.
objective-target-meeting-rate = Please type a whole number of percent, from 1 to 100.
objective-target-useful = Please type a number from 1 to 5, such as 4 or 4.2.
objective-target-voice = Please type a number from 1 to 5, such as 4 or 4.2.
objective-target-counted = Please type a number from 1 to 5, such as 4 or 4.2.
objective-target-confidence = Please type by how many points of 5, from 0.1 to 4, such as 1 or 0.5.
objective-skill-unused = Only confidence is asked by skill. Please leave this empty.
objective-skill-unknown = Please pick a skill from the list.
objective-too-many = Five objectives are plenty to look at. Please remove one first.

## Reports

report-which = You run several programs. Which one's report would you like?
report-of-closed = closed
report-choose-button = This one
report-asked-alert = Your report
report-to-channel = On its way to { $channel }: the report, with two pictures and all the numbers as files.
report-to-you = On its way to you: the report, with two pictures and all the numbers as files.
report-not-yet = *{ $program }* hasn't finished its first week yet. Its first report can be made on { $first_at }.
report-so-far = Until then: { $enrolled ->
    [0] nobody has joined yet
    [one] one person has joined
   *[other] { $enrolled } people have joined
}, { $pairs ->
    [0] and no pair has been introduced.
    [one] and one pair is active.
   *[other] and { $pairs } pairs are active.
}
report-weekly-on-button = Send it every week
report-weekly-off-button = Stop the weekly report
report-weekly-on = From now on, the report of *{ $program }* comes every week, { $where }: on Mondays, in your working hours, when the week before is counted. In a week in which no pair is active it doesn't come.
report-weekly-off = Done. The report of *{ $program }* no longer comes every week { $where }. `/reverse-mentor report` still brings it.
report-weekly-alert = Last week's numbers are ready
report-weekly-why = You get this because an owner of this program asked for it every week. One click stops it; any owner of the program may.
report-settings-button = What reports tell
report-settings-title = What reports tell
report-settings-intro = Of *{ $program }*. It holds from the next week that closes; what has been told stays as it is.
report-fewest = Different people behind every average, at least
report-fewest-hint = 5 is usual. With fewer it's easier to guess who said what; with more, fewer numbers are shown. Whoever has answered already keeps the number that they were promised.
report-groups = Also count people by
report-groups-hint = Only groups that are large enough are shown, and only where nobody is given away by what is left over.
report-grouped-by = { $by ->
    [level] level
    [team] team
    [department] department
    [location] location
   *[nothing] nothing: all together
}
report-settings-saved = From the next week on, what people answer in *{ $program }* is told of at least { $fewest } different people.
reports-fewest-out-of-bounds = Please pick a number from { $lowest } to { $highest }.
report-alert = A program's report is ready
report-title = { $program } · up to { $day } ({ $week })
report-confidential = Confidential: for the people who run this program. Counts of people, pairs and meetings are as they were when each week closed, on the following Monday at noon UTC.
report-enrolled = *People*
    { $enrolled } joined{ $paused ->
        [0] { "" }
       *[other] , { $paused } of them paused
    }{ $waiting ->
        [0] { "" }
       *[other] , { $waiting } waiting for a swap
    }
report-pairs = *Pairs*
    { $pairs } active, { $introduced } introduced so far
report-rate = *Meeting rate*
    { $percent }% ({ $met } of { $pairs } pairs met, { $is_over ->
        [yes] whole period
       *[no] period still running
    }){ $before }
report-rate-before = ; { $percent }% in the period before
report-rate-none = *Meeting rate*
    no active pair
report-by-both = *Said by both*
    { $both } of the pairs that met{ $one ->
        [0] { "" }
       *[other] ; in { $one } more, one of the two has said so, and the other not yet
    }
report-meetings = *Meetings*
    { $meetings } so far, { $week } in the last week
report-hours = *Hours given*
    { $hours } so far, both people counted
report-skills = *Skills swapped*
    { $skills } so far
report-first-meeting = *First meeting*
    { $days ->
        [0] on the day of the introduction
        [one] within a day
       *[other] within { $days } days
    } for half of the { $pairs } pairs that have met
report-gone = *Gone so far*
    { $left ->
        [0] nobody has left
        [one] one person has left
       *[other] { $left } people have left
    }, { $ended ->
        [0] no swap ended early
        [one] one swap ended early
       *[other] { $ended } swaps ended early
    }
report-objectives = *Objectives*
report-by-group = *By { $by }*, where a group is large enough
report-table =
    ```
    { $table }
    ```
report-column-group = Group
report-column-paired = In pairs
report-column-met-people = Met
report-column-week = Week
report-column-people = People
report-column-pairs = Pairs
report-column-met = Met
report-column-meetings = Meetings
report-column-hours = Hours
report-column-nudges = Answered
report-column-question = Answers
report-column-average = Mean
report-column-interval = 95 %
report-column-before = Before
report-column-useful = Useful
report-column-voice = Voice
report-column-counted = Counted
report-answers = *What people answered after their meetings* (1 to 5)
report-last-answers = *What people answered after their meetings* (1 to 5) · { $weeks } · { $respondents } people
report-pending = Not shown yet: { $weeks }. Too few people answered in each to keep what they were promised. They wait for the rest of their four weeks, and are then counted together.
report-withheld = Not shown: { $weeks }. Too few people answered, even taken together, so these answers stay with those who gave them.
report-legend = *Met:* of all active pairs, those with a meeting in the period so far that one has logged and the other hasn't disputed; ✓ marks a whole period. *Answered:* weekly hellos, of those sent. *Useful:* was it useful? *Voice:* could I speak freely? *Counted:* did what I know count? Averages of at least { $fewest } people, from weeks that are over, each blurred a little by chance, so that no one person's answers can be worked out. *95 %:* where the mean would be, in 95 of 100 cases, if everybody had answered.
report-files = The report as a picture, what people could show and would like to learn, and all numbers week by week. Confidential: for the people who run this program.
report-files-undrawn = All numbers of the report, week by week. There should be two pictures as well, and not all of them could be drawn this time: the numbers are complete without them. Whoever runs this bot can see why in its log. Confidential: for the people who run this program.
report-file-title = Report up to { $week } (CSV)
report-book-title = Report up to { $week } (Excel)
report-sheet-weeks = Weeks
report-sheet-answers = Answers
report-sheet-groups = Groups
report-sheet-skills = Skills
report-sheet-about = About
report-sheet-objectives = Objectives
report-everybody = everybody
report-about-empty = An empty cell is a number that isn't told: too few people, or nothing to count. Skills are those of the day of this file; what meetings were about is told of skills that enough people have met about.
report-picture-title = Report up to { $week }
report-skills-title = Skills on { $day }

## Pictures of a report. Short: they are read on a phone.

picture-subtitle = How it's going, up to { $day }
picture-confidential = Confidential: for the people who run this program
picture-number = { $number }
picture-percent = { $number }%
picture-none = –
picture-change = { $sign }{ $number } in a week
picture-change-none = same as last week
picture-people = People in
picture-people-note = { $enrolled ->
    [0] nobody yet
   *[other] { $paused ->
        [0] nobody paused
       *[other] { $paused } paused
    }
}
picture-pairs = Active pairs
picture-pairs-note = { $introduced ->
    [0] none introduced
   *[other] { $introduced } introduced
}
picture-rate = Pairs that met
picture-rate-note = { $met } of { $pairs } pairs
picture-rate-none = no active pair
picture-rate-change = { $sign }{ $number } { $number ->
    [one] point
   *[other] points
}
picture-rate-change-none = same as before
picture-hours = Hours given
picture-hours-note = { $meetings ->
    [0] no meeting yet
    [one] one meeting
   *[other] { $meetings } meetings
}
picture-rates = Pairs that met, by period
picture-period = to { $day }
picture-running = still running
picture-answers = After meetings, 1 to 5
picture-useful = The meeting was useful
picture-voice = I could speak freely
picture-counted = What I know counted
picture-hidden = Lines: how sure it is. Gray: too few people answered
picture-shown = Of at least { $fewest } people. Lines: how sure it is
picture-skills = Skills on { $day }
picture-gap = More would like to learn than could show it
picture-enough = Enough could show it
picture-unnamed = “…” is a name in letters that I can't draw. The text for screen readers has it.
picture-supply = Could show it
picture-demand = Would like to learn it
picture-nobody = nobody yet
picture-more-skills = and { $count ->
    [one] one more skill
   *[other] { $count } more skills
}
picture-no-skills = Nobody who is active has said yet what they could show or would like to learn.

## What pictures tell, for those who can't see them

picture-alt = { $title }. { $subtitle }. { $facts }
picture-alt-figure = { $label }: { $value }.
picture-alt-figure-more = { $label }: { $value } ({ $more }).
picture-alt-rates = { $title }: { $periods }.
picture-alt-running = { $period } { $percent }, { $running }
picture-alt-period = { $period } { $percent }
picture-alt-answers = { $title }: { $trends }.
picture-alt-trend = { $label } { $latest }
picture-alt-trend-more = { $label } { $first } at first, { $latest } last
picture-alt-hidden = { $weeks ->
    [one] One week isn't shown
   *[other] { $weeks } weeks aren't shown
}: too few people answered.
picture-alt-skills = { $heading }: { $rows }.
picture-alt-skill = { $skill } ({ $supply } could show it, { $demand } would learn it)
