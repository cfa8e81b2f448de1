"""The questions of the tip form: one table, in the order in which they are asked.

Field names, choice ids and their order are the contract with endpoints (docs/tip-endpoint.md); they are the same in
every edition and are never translated. The ids of the signs stand for the International Labour Organization's eleven
indicators of forced labour, in its order.
"""

from dataclasses import dataclass
from typing import Literal

from plainsight.messages import N_

Control = Literal["radios", "checkboxes", "select", "text", "textarea", "file", "honeypot"]


@dataclass(frozen=True)
class Choice:
    """One answer to choose: `id` is sent, `label` is shown.

    `label` is an interface message, unless `literal`: then it is a name from CLDR, already in the right language.
    """

    id: str
    label: str
    literal: bool = False


@dataclass(frozen=True)
class Field:
    """One question: `label`, `hint` and `why` (why we ask) are interface messages, "" where there is none.

    `default` is the id of the choice that is selected before the reader touches anything, "" for none. Only a
    question whose answer an endpoint may insist on is `required`; no browser validation follows from it. `sent_as` is
    its name at the endpoint, "" where the endpoint has no place for it: then only a script can send it.
    """

    name: str
    control: Control
    label: str
    hint: str = ""
    why: str = ""
    choices: tuple[Choice, ...] = ()
    required: bool = False
    default: str = ""
    sent_as: str = ""


# The lists of countries and languages are short, and nobody is to be left out by them.
_NOT_LISTED = N_("If it is not in the list, write its name in another answer.")
_YES_NO = (Choice("yes", N_("Yes")), Choice("no", N_("No")), Choice("unknown", N_("I do not know")))

FIELDS: tuple[Field, ...] = (
    Field(
        "about",
        "radios",
        N_("What is this about?"),
        why=N_("It shows what kind of help is needed."),
        choices=(
            Choice("me", N_("Me: I think this is happening to me")),
            Choice("someone", N_("Someone I know")),
            Choice("saw", N_("Something I saw or heard")),
            Choice("offer", N_("A job offer or an advert")),
            Choice("unsure", N_("I am not sure")),
        ),
    ),
    Field(
        "what",
        "textarea",
        N_("What is happening?"),
        hint=N_("What did you see or hear? What seems wrong?"),
        why=N_("This is the most important question. A few words are enough. You do not have to be sure."),
        required=True,
    ),
    Field(
        "signs",
        "checkboxes",
        N_("Which of these signs fit?"),
        hint=N_("Choose every one that fits. A sign is a clue. It is not proof."),
        why=N_("You can choose signs even if you do not want to write much."),
        choices=(
            Choice("vulnerability", N_("Someone uses a person’s lack of papers, money or language to control them")),
            Choice("deception", N_("The job, the pay or the place is not what was promised")),
            Choice("movement", N_("The person cannot come and go freely, or is watched")),
            Choice("isolation", N_("The person is kept away from family, friends or other people")),
            Choice("violence", N_("The person is hurt, beaten or sexually abused")),
            Choice("threats", N_("Someone threatens the person or their family")),
            Choice("documents", N_("Someone else keeps the person’s passport or papers")),
            Choice("wages", N_("Pay is held back so that the person cannot leave")),
            Choice("debt", N_("The person must work to pay a debt that never gets smaller")),
            Choice("conditions", N_("The place to work or sleep is dirty, dangerous or too crowded")),
            Choice("overtime", N_("The person must work far too many hours, under threat")),
            Choice("none", N_("None of these")),
        ),
    ),
    Field(
        "where",
        "text",
        N_("Where is it?"),
        hint=N_("Street, town, name of a business, or web address"),
        why=N_("It shows who is near enough to look into it."),
    ),
    Field(
        "where_country",
        "select",
        N_("In which country is it?"),
        hint=_NOT_LISTED,
        why=N_("It may have to go to people in that country."),
    ),
    Field(
        "when",
        "text",
        N_("When does it happen?"),
        hint=N_("For example: today, last week, every night at 6"),
        why=N_("It shows when to look."),
    ),
    Field(
        "still_happening",
        "radios",
        N_("Is it still happening?"),
        why=N_("It shows how fast someone needs to act."),
        choices=_YES_NO,
    ),
    Field(
        "people",
        "textarea",
        N_("Who is involved?"),
        hint=N_("Names, nicknames, how many people, what they look like"),
        why=N_("It helps to find people. How someone looks or where they come from is never proof."),
    ),
    Field(
        "children",
        "radios",
        N_("Is anyone younger than 18?"),
        why=N_("In many places, whoever learns that a child may be in danger must pass it on, often to the police."),
        choices=_YES_NO,
    ),
    Field(
        "vehicle_or_online",
        "text",
        N_("Is there a vehicle, a phone number or a web page?"),
        hint=N_("Number plate, phone number, user name or link"),
        why=N_("One detail like this can help to find a place or a person."),
    ),
    Field(
        "identity_choice",
        "radios",
        N_("Who may know that this came from you?"),
        # Translators: critical. Do not promise that nobody can find the sender. Leaving out a name is one thing;
        # leaving no trace at all is another.
        hint=N_("You do not have to say who you are. But leaving out your name does not remove every trace."),
        # Translators: critical. "Private" here means: known to them, not told to others. It is not a guarantee.
        why=N_(
            "If you say who you are, you can ask them to keep it private. "
            "They may still have to tell others, for example when a child or a life is in danger."
        ),
        choices=(
            Choice("not_asked", N_("Do not ask me who I am")),
            # Translators: critical. The sender asks for this. We cannot promise it.
            Choice("receiver_only", N_("I ask them to tell nobody else who I am")),
            Choice("may_pass_on", N_("They may tell others who I am, if it helps")),
        ),
        default="not_asked",
    ),
    Field(
        "contact",
        "text",
        N_("A safe way to reach you (optional)"),
        hint=N_("Phone, email or something else. Leave this empty if someone else may see your messages or calls."),
        why=N_("So that someone can try to ask you more, or to help you."),
    ),
    Field(
        "contact_safety",
        "text",
        N_("How can they contact you safely?"),
        hint=N_("When is it safe? May they say who they are? May they leave a message?"),
        why=N_("A call or a message at the wrong time can put you in danger."),
    ),
    Field(
        "reply_language",
        "select",
        N_("Which language do you want an answer in?"),
        hint=_NOT_LISTED,
        why=N_("It can be another language than this page. They may not be able to use every language."),
    ),
    Field(
        "told_others",
        "radios",
        N_("Have you told anyone else?"),
        why=N_("So that two teams do not do the same work without knowing it."),
        choices=(
            Choice("police", N_("Yes, the police")),
            Choice("hotline", N_("Yes, another hotline")),
            Choice("no", N_("No")),
            Choice("unknown", N_("I do not know")),
        ),
    ),
    Field(
        "photo",
        "file",
        N_("A photo or another file"),
        hint=N_("Only if taking it was safe. A photo can also hold hidden details, such as where and when."),
        why=N_("A photo may help to find a place. You do not need one."),
    ),
    Field(
        "leave_empty",
        "honeypot",
        N_("Leave this box empty"),
        why=N_("It is there to catch machines that send junk."),
    ),
)

FIELD_NAMES: tuple[str, ...] = tuple(field.name for field in FIELDS)
STANDARD: tuple[str, ...] = tuple(name for name in FIELD_NAMES if name != "photo")
"""What a form asks unless settings say otherwise: a photo only where the receiver opens attachments."""
SHORT: tuple[str, ...] = ("about", "what", "where", "when", "contact", "contact_safety")
"""For endpoints with few fields and for feature phones."""

FORM_VERSION = "1"
"""Sent as `form_version`; rises when a name or an id changes its meaning. One that begins with `test` marks a trial."""

EMPTY_CHOICE = Choice("", N_("No answer"))
OTHER_COUNTRY = Choice("other", N_("Another country"))
OTHER_LANGUAGE = Choice("other", N_("Another language"))

SAYS_NOTHING = frozenset({"form_lang", "form_version", "tip_id", "identity_choice"})
"""Names that every form sends by itself: a tip in which only these have a value is empty."""
