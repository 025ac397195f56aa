"""What the app is told: payloads formed as Slack forms them, over signed HTTP or Socket Mode, and its answers."""
