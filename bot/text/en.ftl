### Everything that a person reads, in English. Warm, short, tactful, two-way; no blame; never about age.
### In messages *bold* is Slack's markup. Texts whose name ends in -title, -button or -alert are plain.

## Everywhere

save = Save
send = Send
cancel = Cancel
close = Close
back = Back
notice-title = One moment
yes = Yes
no = No

## What can't be done, and what to do instead

error-not-yours = That button isn't yours to press any more. Nothing was changed – try `/reverse-mentor help`.
error-not-a-number = A whole number, please.
error-slack-away = Slack didn't tell us who is meant just now. Nothing was changed – please try again in a minute.
error-guests = Reverse mentoring is for members of this workspace. If you think that's you, your program's owner can help.
error-owners-only = That one is for the people who run programs here. A workspace admin can add you with `/reverse-mentor owners`.
error-form-not-opened = Slack didn't open the form just now. Nothing was changed – please try again.
error-ours = Something went wrong on our side. Nothing was changed – please try again in a minute.
command-unknown = I don't know “{ $word }” yet. `/reverse-mentor help` shows what I can do.
command-nearest = I don't know “{ $word }”. Did you mean `/reverse-mentor { $nearest }`?

## Owners

owners-title = Who runs programs
owners-intro = Workspace admins may create programs. Who else should be able to?
owners-field = Also these people
owners-configured = Set by your operator: { $people }.
owners-none-configured = Your operator has named nobody else.
owners-saved = Saved. They can start with `/reverse-mentor program`.

## Help

help-alert = How I can help
help-intro =
    Hello! I bring people together who'd enjoy swapping what they know – new tools and fresh eyes for experience and perspective, both ways.
help-stranger =
    `/reverse-mentor join` – take part; it takes a minute, and you can stop at any time
    `/reverse-mentor help` – this page
help-member =
    `/reverse-mentor pair` – who I'm swapping with, and why
    `/reverse-mentor log` – note a meeting
    `/reverse-mentor join` – change what I share and learn
    `/reverse-mentor profile` – my hours, languages and wishes
    `/reverse-mentor pause` · `resume` – take a break, come back
    `/reverse-mentor leave` – stop
help-owner =
    *For program owners*
    `/reverse-mentor program` – create, change, announce
    `/reverse-mentor round` – suggest pairs, look at them, approve
    `/reverse-mentor report` – how it's going
    `/reverse-mentor owners` – who may run programs
help-promise = Only you see this. I never read your conversations, and what you tell me in private stays private.
help-profile-button = My profile
help-pause-button = Take a break
help-resume-button = I'm back
help-leave-button = Leave

## Skills

skill-add = Add “{ $skill }”
skill-name-length = A skill needs a name of at most { $limit } characters.

## Programs

error-field-empty = Please fill this in.
error-program-closed = That program isn't open any more. `/reverse-mentor help` shows what is.
error-no-program-yet = You don't run a program yet. `/reverse-mentor program` creates one.
program-name-taken = There is a program with that name already. Please pick another.
program-ends-before-start = The end should come after the start.
program-already-announced = It was announced a moment ago. Give people a little time, then try again if you like.
program-new-title = New program
program-edit-title = Edit program
program-name = What's it called?
program-name-hint = People see this name when they join.
program-aim = What is it for?
program-aim-example = e.g. Forty people try one new tool; leaders hear what newcomers see.
program-announce-channel = Where should it be announced?
program-channel-hint = I post there, and read nothing. Please add me to the channel first: /invite me.
program-report-channel = Where do reports go?
program-report-channel-hint = Leave this empty to get them as a direct message.
program-contact = Who helps when a pair needs a neutral third person?
program-contact-hint = Someone outside of people's reporting lines, e.g. from HR. Without one, an owner is asked.
program-co-owners = Who runs it with you?
program-starts = Starts on
program-ends = Ends on
program-ends-hint = Leave this empty for a program that goes on.
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
program-rule-same_team = Pairs within a team are fine
    .hint = Never within one reporting line, whatever you choose.
program-saved-title = Saved
program-list = *Programs that you run*
program-page =
    *{ $program }* · { $enrolled ->
        [0] nobody has joined yet
        [one] one person has joined
       *[other] { $enrolled } people have joined
    }
    { $announced ->
        [yes] Announced in { $channel }
       *[no] Not announced yet – it will be posted in { $channel }
    } · run by { $owners }
program-announce-button = Announce it
program-announce-again-button = Announce again
program-edit-button = Edit
program-new-button = New program
program-announce-title = Announce the program?
program-announce-confirm = I'll post it in its channel, with a button to join. Nobody is enrolled by it.
program-announce-yes-button = Post it
program-announced = On its way to { $channel }.
join-button = Join
announcement-alert = { $program } is open – swap what you know
announcement-intro =
    Some of what you know is exactly what a colleague would love to learn – and the other way round. Here people who'd rarely meet swap knowledge: new tools and fresh eyes for experience and perspective.
announcement-aim = *What it's for:* { $aim }
announcement-how =
    *How it works*
    1. Say what you could show somebody, and what you'd like to learn. It takes a minute.
    2. I suggest somebody to swap with. You're both asked in private first.
    3. You meet now and then. I keep it gentle: one short message a week at most, in your working hours.
announcement-promise = Joining is your own choice, and you can pause or leave at any time. Run by { $owners }.

## Enrollment

error-not-enrolled = You're not in a program right now. `/reverse-mentor join` takes a minute.
error-no-open-program = There's no program open to join at the moment. I'd be glad to have you when there is.
level = { $level ->
    [1] 1 · Trainee
    [2] 2 · Junior
    [3] 3 · Professional
    [4] 4 · Senior
    [5] 5 · Lead
    [6] 6 · Manager
    [7] 7 · Senior manager
    [8] 8 · Director
    [9] 9 · Executive
   *[10] 10 · Board
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
join-level-hint = Only used to bring different perspectives together. Your partner isn't shown it.
join-manager = My manager
join-manager-hint = So that I never pair you with anyone in your reporting line.
join-privacy = Stored for this program only. When I suggest a swap, the other person sees your name, what you could show and what you'd like to learn. { $owners } can see who's in and the pairs I suggest. What you tell me in private stays out of their sight.
join-teaches-missing = Pick at least one thing that you could show somebody – or choose “Learn from somebody” above.
join-learns-missing = Pick at least one thing that you're curious about – or choose “Share what I know” above.
join-learns-twice = You picked the same thing twice. Please choose different ones.
join-teaches-and-learns = You picked this among what you could show, too. Please keep it on one side.
join-level-unknown = Please pick a level from the list.
join-manager-is-you = That's you – please pick your manager, or leave it empty.
join-done-title = You're in
join-done = Lovely – you're in *{ $program }*. I'll be in touch when I have someone for you. Nobody is introduced to you before you've said yes.
join-changed = Saved. I'll use this from now on in *{ $program }*.
join-which = Several programs are open. Which one would you like to join?
join-choice = *{ $program }*
joined-alert = You're in – welcome!
joined = *You're in!* Welcome to *{ $program }*. When I find somebody you could swap knowledge with, I'll ask you both in private first.
joined-promise = You can change what you said, pause or leave at any time: `/reverse-mentor help`.
place-teaches = *You could show:* { $skills }
place-learns = *You're curious about:* { $skills }
profile-button = Set my hours and wishes
profile-title = My profile
profile-intro = For *{ $program }*. Everything here has a sensible value already – change what you like.
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
profile-work-hint = In your Slack time zone, { $timezone }. I only write to you in these hours.
profile-work-starts = From
profile-work-ends = Until
profile-hours-backwards = This should be later than when you start.
profile-nudge-day = Day of my weekly check-in
profile-nudge-time = Time of my weekly check-in
profile-nudge-hint = Kept inside your working hours.
profile-team = My team
profile-location = Where I work
profile-interests = Things I like
profile-interests-example = climbing, jazz, sourdough
profile-interests-hint = With commas between. A shared interest makes a good start; your partner sees what you share.
profile-avoid = People I'd rather not be paired with
profile-avoid-hint = Private: stored encrypted, used only by the matching. Nobody is shown this – not they, not your program's owners.
profile-list-too-long = At most { $limit }, please.
profile-saved = Saved. Thank you – this helps me to pair you well.
pause-ended-alert = Welcome back
pause-ended = Welcome back! Your pause in *{ $program }* is over, and you're in for the next round.
pause-ended-why = You asked me to pause until today. Need longer? `/reverse-mentor pause`.
resumed = Welcome back! You're in for the next round, and your weekly check-in is on.
resumed-already = You're already in, and your weekly check-in is on.

## Pairings

offer-over = This suggestion has closed already. Nothing was changed – I'll think of you in the next round.
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
    • Where to find them: { $place }
offer-accept-button = Yes, introduce us
offer-decline-button = Not this time
offer-promise = Only you see your answer. “Not this time” needs no reason, and nobody is told. Open until { $answer_by } · { $program }
offer-answered-alert = Thank you for your answer
offer-accepted = Lovely! As soon as you've both said yes, I'll introduce you and { $partner }.
offer-introduced = Lovely – you've both said yes. I'll introduce you and { $partner } in a message to the two of you.
offer-declined = That's fine, and it stays between us. I'll think of you in the next round.
offer-closed-alert = About my suggestion
offer-closed = The swap with { $partner } that I'd suggested in *{ $program }* didn't come about this time. It happens often, and it says nothing about either of you.
offer-closed-next = You're in for the next round – there's nothing you need to do.
introduction-alert = Meet your partner for swapping what you know
introduction-title = Nice to meet you both!
introduction = { $mentor }, meet { $mentee }. You've both said yes to swapping what you know in *{ $program }*.
card-place = { " " }· { $place }
card =
    *{ $who }*{ $place }
    { $lines }
card-teaches = Could show: { $skills }
card-learns = Curious about: { $skills }
lines =
    { $first }
    { $second }
introduction-why =
    *Why the two of you*
    • { $learns }
    • { $back }{ $interests }
why-learns = { $learner } is curious about *{ $skills }*, and { $teacher } knows their way around it
why-perspective = { $who } brings experience and a view from elsewhere in the organization
why-interests = { "" }
    • You both like { $interests }
icebreaker = { $number ->
    [0] *To break the ice:* what did you change your mind about at work lately?
    [1] *To break the ice:* which small tool or habit would you miss most?
    [2] *To break the ice:* what would you ask anybody here, if you could ask just one thing?
    [3] *To break the ice:* what's the best thing you learned from somebody you'd not expected to learn from?
    [4] *To break the ice:* what do people outside your team often get wrong about what you do?
    [5] *To break the ice:* what was your very first job, and what stayed with you?
    [6] *To break the ice:* what are you teaching yourself at the moment?
   *[7] *To break the ice:* what makes a working day a good one for you?
}
introduction-agenda =
    *A first half hour*
    1. Ten minutes: what you each do, and what a good week looks like
    2. Ten minutes: one thing that each of you could show the other
    3. Ten minutes: when you'd like to meet next
    Why not pick a time right here?
introduction-confidential = What you tell each other stays between you two. I can't read this conversation, and nobody gets a report of it.
pair-alert = Your swaps
pair-none = You're in, and waiting for the next round. I'll ask you in private when I have somebody for you.
pair-offer-open = I've suggested somebody to you – have a look at our direct messages. You'll be introduced when you've both said yes.
pair =
    *You and { $partner }* · { $program }
    { $they }
    { $you }{ $interests }
pair-log-button = We met
pair-end-button = End this swap
pair-end-title = End this swap?
pair-end-confirm = That's fine, and you needn't say why. They'll read a kind word from me, without a reason. You may both be matched again.
pair-end-yes-button = End it
pair-ended-yours = Done, and thank you for having tried it. You're in for the next round; `/reverse-mentor pause` if you'd like a break first.
pair-ended-alert = A change to your swap
pair-ended = Your swap with { $partner } in *{ $program }* has come to its end. Not every one goes on, and that's nobody's fault. Thank you for what you brought to it.
pair-ended-away = { $partner } has left this workspace, so your swap in *{ $program }* ends here. Thank you for what you brought to it.
pause-title = Take a break
pause-intro = Of course. Until then you get no check-ins and no suggestions. Your place stays yours.
pause-until = I'm back on
pause-hint = The break ends by itself that morning. `/reverse-mentor resume` ends it sooner.
pause-button = Take a break
pause-in-the-past = Please pick a day after today.
pause-too-long = A break can last up to a year. Please pick an earlier day.
paused = Enjoy your break! You're back in *{ $program }* on { $until }. `/reverse-mentor resume` ends it sooner.
which-program = Which program?
leave-title = Leave
leave-intro = You can leave at any time, without a reason. A swap that you're in ends kindly, and I stop writing to you. You're welcome back whenever you like.
leave-button = Leave
leave-stay-button = Stay
left = Done – you've left *{ $program }*. Thank you for having been part of it. `/reverse-mentor join` brings you back whenever you like.
