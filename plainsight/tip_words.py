"""What a destination card can say: ids that a publisher writes in TIP_DESTINATION, and the sentence for each.

Publishers choose ids and never write sentences, so that the card is the same promise in every edition.
All of these are critical: publishing never shows an unreviewed or missing one silently in another language.
"""

from plainsight.messages import N_

KINDS: dict[str, str] = {
    # Translators: critical.
    "police": N_("They are police."),
    # Translators: critical.
    "immigration": N_("They are an immigration authority."),
    # Translators: critical. An NGO: not part of a government.
    "ngo": N_("They are an independent organisation. They are not police and not immigration officers."),
    # Translators: critical.
    "government": N_("They are a government office."),
    # Translators: critical. Shown only while the site is being made, never to the public.
    "preview": N_("This is a preview on one computer. Nobody at a hotline reads what you send here."),
    # Translators: critical.
    "unknown": N_("We have not been told who they are."),
}

READS: dict[str, str] = {
    # Translators: critical.
    "staff": N_("Their staff read it."),
    # Translators: critical.
    "volunteers": N_("Volunteers who work with them read it."),
    # Translators: critical.
    "police": N_("Police officers read it."),
    # Translators: critical.
    "immigration": N_("Immigration officers read it."),
    # Translators: critical.
    "partners": N_("Other organisations that work with them may read it."),
    # Translators: critical. "Company": the one whose computers hold the messages.
    "form_company": N_("The company that runs their form can read it too."),
    # Translators: critical. Shown only while the site is being made, never to the public.
    "site_maker": N_("Only the person who is making this site can read it."),
    # Translators: critical.
    "unknown": N_("We have not been told who reads it."),
}

MUST_PASS_ON: dict[str, str] = {
    # Translators: critical. "No rule": as far as they told us; not a promise.
    "never": N_("They told us that no law or rule makes them pass it on."),
    # Translators: critical.
    "danger_to_child": N_("They must pass it on when a child may be in danger."),
    # Translators: critical.
    "danger_to_life": N_("They must pass it on when a life may be in danger."),
    # Translators: critical.
    "crime": N_("They must pass on what they learn about a serious crime."),
    # Translators: critical.
    "always": N_("They always pass it on to the police or another authority."),
    # Translators: critical.
    "unknown": N_("We do not know when they must pass it on to the police or others."),
}

ADDRESSES_LOGGED: dict[str, str] = {
    # Translators: critical. The internet (IP) address of the sender's phone or computer. Not a promise of anonymity:
    # the phone company, the Wi-Fi and others can still see that this site was used.
    "no": N_("They told us that they do not keep the internet address of your device. Others may still see it."),
    # Translators: critical. The internet (IP) address of the sender's phone or computer.
    "yes": N_("They keep the internet address of your device. It may be used to find out who you are."),
    # Translators: critical. The internet (IP) address of the sender's phone or computer.
    "unknown": N_("They may keep the internet address of your device. It may be used to find out who you are."),
}

HOURS: dict[str, str] = {
    # Translators: critical. "Every day and night": 24 hours a day, 7 days a week.
    "always_open": N_("They work every day and night. Even so, it can take time until someone reads this."),
    # Translators: critical.
    "not_always_open": N_("They are not there all the time. It may take days until someone reads this."),
    # Translators: critical.
    "unknown": N_("We do not know how soon someone reads this."),
}

KEPT: dict[str, str] = {
    # Translators: critical.
    "unknown": N_("We do not know how long they keep it."),
    # Translators: critical. Shown only while the site is being made, never to the public.
    "preview": N_("It stays on this computer until the person who is making this site deletes it."),
}

ADAPTER_NOTES: dict[str, str] = {
    # Translators: critical. "Company": the one whose computers hold the messages. Nobody decides here but a program.
    "scores": N_("A program of the company that runs their form looks for junk. It may throw away a real message."),
    # Translators: critical. "This site": only its address, not which page, and not who you are.
    "learns_site": N_("The company that runs their form learns that you write from this site."),
}
