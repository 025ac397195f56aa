"""What a person did that can't be done, said kindly. Everything else that is raised is a bug."""


class UserError(Exception):
    """A mistake of the person who acts; `key` names the text that says what to do about it.

    `field` is the form field to show it at, where there is one. The transaction around it is rolled back.
    """

    def __init__(self, key: str, *, field: str | None = None, **params: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.field = field
        self.params = params


class NotYours(UserError):
    """An id came back from Slack that the acting member may not (or no longer) use."""

    def __init__(self) -> None:
        super().__init__("error-not-yours")


class NotInstalled(UserError):
    """Who acts is of a workspace that doesn't have the bot: a visitor, in a channel that two workspaces share."""

    def __init__(self) -> None:
        super().__init__("error-not-installed")
