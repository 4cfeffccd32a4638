"""What is said of the statements that conflict, written once for a data set and a language."""

from kampung.language import Language
from kampung.store.door import DataSet, kept
from kampung.subjects.evidence import facts, sums, words

Told = tuple[tuple[str, str], ...]


@kept
def contradictions(data: DataSet, language: Language) -> Told:
    """Id and text of each figure that conflicts with others: it, the sum, and what is wrong."""
    known = facts.known_statements(data)
    return tuple(
        (
            one.statement["id"],
            "\n\n".join(
                [
                    f"**{words.cited(one.statement, language=language)}**",
                    sums.contradiction(one.statement, known, language=language)
                    or words.conflicting(one.others, language=language),
                    words.argument(one.statement, language=language),
                ]
            ),
        )
        for one in facts.contradictions(data)
    )


@kept
def disputes(data: DataSet, language: Language) -> Told:
    """Id and sum of each group of figures of which one must be wrong."""
    known = facts.known_statements(data)
    return tuple(
        (
            one.statement["id"],
            sums.contradiction(one.statement, known, language=language)
            or words.listed(one.others, language=language),
        )
        for one in facts.disputes(data)
    )


@kept
def lines_of_disputes(data: DataSet, language: Language) -> tuple[str, ...]:
    """Each of these groups in a line."""
    return tuple(words.dispute(one, language=language) for one in facts.disputes(data))
