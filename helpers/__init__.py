"""Why Muscles Twitch: the code behind the lessons."""
