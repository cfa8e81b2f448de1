"""What a hotline file can say by an id, and the words that a reader sees for it.

Publishers choose ids and never write sentences, so each edition says the same. The words are English interface
messages; a template translates them. What can put a caller at risk is critical.
"""

from plainsight.messages import N_

CATEGORIES: dict[str, str] = {
    "anti_trafficking": N_("Help for people who are trafficked"),
    "labour_exploitation": N_("Help with bad treatment at work"),
    "migrant_support": N_("Help for people from other countries"),
    # Translators: violence of any kind, at home or elsewhere.
    "violence_support": N_("Help for people who are hurt or threatened"),
    # Translators: for people to whom somebody did a crime.
    "victim_support": N_("Help after a crime"),
    "child": N_("Help for children and young people"),
    "social_support": N_("Help with food, a bed or money"),
    "crisis": N_("Someone to talk to when life is very hard"),
    # Translators: a line that takes tips about crimes; it does not care for the caller.
    "reporting": N_("To tell the authorities about a crime"),
    "police": N_("Police"),
}

OPERATOR_TYPES: dict[str, str] = {
    # Translators: critical. Who answers when somebody calls this hotline.
    "government": N_("A government office answers."),
    # Translators: critical. Who answers when somebody calls this hotline.
    "police": N_("The police or another force that can arrest people answers."),
    # Translators: critical. Who answers. An NGO: an organisation that is not part of a government.
    "ngo": N_("An organisation that is not part of the government answers."),
    # Translators: critical. Who answers. For example an agency of the United Nations.
    "igo": N_("An organisation that many countries run together answers."),
    # Translators: critical. Who answers when somebody calls this hotline.
    "unknown": N_("We do not know who answers."),
}

# What one number or address of a hotline is for. A channel without a role is the hotline's main one.
ROLES: dict[str, str] = {
    # Translators: stands beside a number to call from inside the hotline's own country.
    "inside": N_("If you are in this country"),
    # Translators: stands beside a number to call from outside the hotline's own country.
    "abroad": N_("If you are in another country"),
    # Translators: stands beside a number for people whose nationality is that of the hotline's country.
    "citizens_abroad": N_("If you are a citizen of this country and you are in another country"),
    "other": N_("Another number of the same hotline"),
    # Translators: a long number beside a short one that reaches the same hotline.
    "long": N_("The same hotline, long number"),
    "mobile": N_("Mobile phone number"),
    # Translators: a number that is not a mobile phone number.
    "fixed_line": N_("Landline number"),
    "office": N_("Office number"),
    "open_hours": N_("When the office is open"),
    "closed_hours": N_("When the office is closed"),
    # Translators: critical. Stands beside a number of a hotline where police, not the hotline's staff, answer.
    "police": N_("This number is the police"),
    # Translators: stands beside a number for people to whom somebody did a crime.
    "victims": N_("For people who were harmed, day and night"),
    # Translators: stands beside a number for people who clean, cook or care in somebody's home.
    "domestic_workers": N_("If you work in someone's home"),
    "other_workers": N_("If you do other work"),
    # Translators: a sponsor is the person or company that a foreign worker's permit depends on, in Gulf countries.
    "sponsor_fees": N_("If a sponsor made you pay for a permit"),
    # Translators: followed by the name of a place.
    "region": N_("For this area"),
    # Translators: stands beside a web address with a form to tell the hotline about something.
    "form": N_("Write to them on this page"),
    # Translators: stands beside a web address.
    "info": N_("Read about them on this page"),
}

# Whether a number can be called from another country.
FROM_ABROAD: dict[str, str] = {
    # Translators: critical. Stands below a number.
    "no": N_("This number works only in its own country."),
    # Translators: critical. Directly before a number that begins with + and the code of the country.
    "yes": N_("From another country:"),
    # Translators: critical. Directly before a number that begins with + and the code of the country.
    "unknown": N_("From another country (it may not work):"),
}

# Whom an emergency number reaches.
SERVICES: dict[str, str] = {
    # Translators: critical. Whom an emergency number reaches.
    "police": N_("Police"),
    # Translators: critical. Whom an emergency number reaches: medical help.
    "ambulance": N_("Ambulance"),
    # Translators: critical. Whom an emergency number reaches.
    "fire": N_("Fire service"),
    # Translators: critical. Whom an emergency number reaches: people who save others in an accident or disaster.
    "rescue": N_("Rescue service"),
    # Translators: critical. Whom an emergency number reaches: in some countries, soldiers who work as police.
    "gendarmerie": N_("Gendarmerie (a kind of police)"),
}

# Why it can be risky to use a hotline. Always shown with it.
WARNINGS: dict[str, str] = {
    # Translators: critical. "Papers": the permission to stay in the country.
    "workers-without-papers-reported": N_(
        "People also use this number to report workers who have no papers. It may not be safe for you if you have none."
    ),
    # Translators: critical. The hotline asks for it before it helps. "ID": passport or identity card.
    "asks-for-id": N_("You must send your ID or visa number. They will know who you are."),
    # Translators: critical. Soldiers took power in the country.
    "state-run-by-military": N_(
        "The military rules this country, and the state runs this hotline. It may not be safe."
    ),
    # Translators: critical. The authority that decides who may stay in the country.
    "immigration-agency": N_(
        "The immigration authority runs this hotline. If you have no papers, ask another hotline first."
    ),
    # Translators: critical. The same police unit also looks for people who sell sex.
    "polices-sex-work": N_("Police who also act against sex work answer. It may not be safe for you if you sell sex."),
    # Translators: critical. What callers say is stored as sound.
    "calls-recorded": N_("Calls to this hotline are recorded. Your voice and what you say are kept."),
    # Translators: critical. Staff try to make peace between the caller and the person who hurts them.
    "mediates-with-abuser": N_(
        "Staff have tried to talk with the person who hurts the caller. Tell them if that is not safe."
    ),
    # Translators: critical. The hotline has an agreement with the police.
    "passes-reports-to-police": N_("This hotline passes what it is told on to the police."),
}

CHANNELS: dict[str, str] = {
    "phone": N_("Call"),
    # Translators: SMS, a message from phone to phone without an app.
    "sms": N_("Send a text message"),
    # Translators: writing to each other on a web page, at the same time.
    "chat": N_("Chat online"),
    "web": N_("Website"),
    "email": N_("Email"),
    # Translators: with an app such as WhatsApp.
    "messaging": N_("Send a message with an app"),
    # Translators: TTY is a phone with a keyboard, for people who are deaf.
    "tty": N_("Text phone (TTY), if you cannot hear well"),
}

AUDIENCES: dict[str, str] = {
    "victims": N_("For people who need help for themselves"),
    "anyone": N_("For everyone"),
    "children": N_("For children and young people"),
    "women": N_("For women"),
    "migrant_workers": N_("For people who work in a country that is not their own"),
    "professionals": N_("For people who meet trafficked people in their job"),
}

# Whether somebody has checked a hotline lately.
STATES: dict[str, str] = {
    # Translators: critical. Stands beside a hotline that somebody has checked lately.
    "verified": N_("We checked this hotline."),
    # Translators: critical. Stands beside a hotline that nobody has checked lately.
    "unverified": N_("We have not checked this hotline. It may not work."),
}

# What a call costs; nothing is said where it is unknown.
TOLL_FREE: dict[str, str] = {
    "yes": N_("The call is free in this country."),
    "no": N_("The call costs money."),
}

# Whether the hotline lets callers stay unnamed; nothing is said where it is unknown.
ANONYMOUS: dict[str, str] = {
    # Translators: critical. Not a promise that nobody can find out: the phone company still knows who called.
    "yes": N_("They say that you do not have to tell them your name. They may still see your phone number."),
    # Translators: critical.
    "no": N_("They ask who you are."),
}

# Translators: the hotline answers 24 hours a day, 7 days a week.
ALWAYS_OPEN = N_("Open all day and all night, every day")
