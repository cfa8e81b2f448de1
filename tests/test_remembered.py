"""What was found out once is not found again while editions' pages hold the same, however many pages there are."""

from plainsight.remembered import Remembered


def remembering():
    """A memory of the lengths of texts, and the texts that it had to look at."""
    asked: list[str] = []

    def find(text: str) -> int | None:
        asked.append(text)
        return len(text) or None

    return Remembered(find), asked


def test_what_each_round_asks_for_is_found_once():
    """A round with thousands of pieces of its own keeps what all rounds share."""
    memory, asked = remembering()
    for edition in range(5):
        assert memory["shared"] == 6
        for number in range(5_000):
            assert memory[f"{edition} {number}"] == len(f"{edition} {number}")
        memory.next_round()
    assert asked.count("shared") == 1
    assert len(asked) == 1 + 5 * 5_000


def test_a_found_nothing_is_remembered_too():
    """None is an answer."""
    memory, asked = remembering()
    assert memory[""] is None and memory[""] is None
    memory.next_round()
    assert memory[""] is None
    assert asked == [""]


def test_what_a_whole_round_did_not_ask_for_is_forgotten():
    """Memory holds two editions at most."""
    memory, asked = remembering()
    memory["once"]
    memory.next_round()
    memory.next_round()
    assert memory.known("once") is None
    memory["once"]
    assert asked == ["once", "once"]


def test_what_is_known_is_told_without_looking():
    """Asking whether something is known finds nothing out, and keeps what is."""
    memory, asked = remembering()
    assert memory.known("text") is None and not asked
    memory["text"]
    for _ in range(3):
        memory.next_round()
        assert memory.known("text") == 4
    assert asked == ["text"]
