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

help-intro =
    Hello! I bring people together who'd enjoy swapping what they know – across teams and levels, both ways.
