"""What a person wants to be told by mail."""

from django import forms

from missions.models import NoticePreference


class PreferenceForm(forms.Form):
    """Which notices also go out by e-mail; all of them stand on the page."""

    asked = forms.BooleanField(required=False, label="When I am asked to act")
    reminders = forms.BooleanField(required=False, label="Reminders of reviews that wait for my action")
    news = forms.BooleanField(required=False, label="News of what I take part in")


def preference_form(kept: NoticePreference) -> PreferenceForm:
    """The form as the person left it."""
    return PreferenceForm(initial={"asked": kept.mail_asked, "reminders": kept.mail_reminders, "news": kept.mail_news})
