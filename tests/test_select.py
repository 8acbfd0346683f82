"""Leaving facts out leaves nothing that points to them."""

from __future__ import annotations

from dataclasses import replace

from builders import corpus, entity, fact

from extractor.select import confident


def test_facts_below_go_with_what_only_they_name() -> None:
    whole = replace(fact("funding_round", id="whole", company=entity("A")), confidence=0.5)
    part = fact("investment", id="part", part_of="whole", investor=entity("B"))
    other = fact("investment", id="other", part_of="part", investor=entity("B"))
    kept = confident(corpus(whole, part, other), 0.9)
    assert [(one.id, one.part_of) for one in kept.facts] == [("part", None), ("other", "part")]
    assert [one.name for one in kept.entities] == ["B"]
    assert len(kept.documents) == 1
