"""China's consumption tax: part of its own base, by value, by measure, or both."""

from decimal import Decimal

from entrepot.domain.duties.outcome import ChargeKind
from entrepot.domain.duties.rules import Rule
from entrepot.domain.duties.workings import GRAMS_PER_KG, Lines, Workings


def consumption_tax(workings: Workings, rule: Rule, lines: Lines) -> None:
    """(value + duty + q x unit tax) / (1 - c) x c + q x unit tax, times ``share`` of it.

    The value added tax that follows is levied on the full statutory amount, also when only a
    ``share`` (0.70 in retail import) is collected. Sources: Provisional Regulations on Consumption
    Tax; Cai Guan Shui [2016] 18 for the share.
    """
    share = rule.number("share", "1")
    for class_rule, members in consumption_classes(workings, lines):
        parts = workings.parts("cif", members) + workings.charged_before(members, ("duty",))
        value = sum((amount for _, amount in parts), Decimal(0))
        measured = _by_measure(workings, class_rule, members)
        rate = class_rule.number("rate")
        own = (value + measured) / (1 - rate) * rate + measured
        base = (*parts, ("own_tax", own))
        collected = workings.charge(
            ChargeKind.TAX, rule, members, base, own * share,
            code="tax.consumption", rate=rate or None, used=workings.use(class_rule),
            specific=class_rule.text("unit_tax_text"),
            explain="tax.consumption" if share == 1 else "tax.consumption_reduced",
            params={"share": f"{(share * 100).normalize():f}"},
        )  # fmt: skip
        statutory = collected if share == 1 else own
        workings.bears("excise", statutory, members)


def consumption_classes(workings: Workings, lines: Lines) -> list[tuple[Rule, Lines]]:
    """Lines subject to consumption tax, by the rule that says so; goods below its price test
    by a rule ``consumption_low``, or not at all."""
    grouped: dict[str, tuple[Rule, list[int]]] = {}
    for index in lines:
        line = workings.lines[index]
        rule = workings.rules.classify("consumption", line.hs, line.attributes)
        if rule is None or not (rule.number("rate") or rule.number("unit_tax")):
            continue
        if not passes_price_test(workings, rule, index):
            rule = workings.rules.classify("consumption_low", line.hs, line.attributes)
        if rule is not None:
            grouped.setdefault(rule.id, (rule, []))[1].append(index)
    return [(rule, tuple(members)) for rule, members in grouped.values()]


def passes_price_test(workings: Workings, rule: Rule, index: int, basis: str = "cif") -> bool:
    """Cosmetics are high-end from ``per_content`` CNY per ml or g, or ``per_piece`` per piece or sheet;
    watches from ``per_item`` CNY each; beer is dear from ``per_tonne``. The price is dutiable, ``basis``.
    """
    line = workings.lines[index]
    price = sum((amount for _, amount in workings.parts(basis, (index,))), Decimal(0))
    if "per_item" in rule.values:
        return price >= rule.number("per_item") * line.quantity
    litre = line.attributes.get("litre")
    if "per_tonne" in rule.values and isinstance(litre, Decimal):
        return price * rule.number("litres_a_tonne") >= rule.number("per_tonne") * litre * line.quantity
    if "per_content" not in rule.values:
        return True
    pieces = line.attributes.get("pieces")
    if isinstance(pieces, Decimal) and pieces:
        return price >= rule.number("per_piece") * pieces * line.quantity
    content = line.attributes.get("net_content_ml") or line.attributes.get("net_content_g")
    if not isinstance(content, Decimal):
        content = line.net_weight_g + Decimal(0)
        workings.assume("warn.content_assumed" if content else "warn.content_unknown", (index,), hs=line.hs)
    return not content or price >= rule.number("per_content") * content * line.quantity


def _by_measure(workings: Workings, rule: Rule, lines: Lines) -> Decimal:
    unit_tax = rule.number("unit_tax")
    if not unit_tax:
        return Decimal(0)
    litres = [workings.lines[i].attributes.get("litre") for i in lines]
    per_litre = rule.text("unit") == "litre"
    if per_litre and all(isinstance(value, Decimal) for value in litres):
        total = sum(
            (
                v * workings.lines[i].quantity
                for i, v in zip(lines, litres, strict=True)
                if isinstance(v, Decimal)
            ),
            Decimal(0),
        )
        return total * unit_tax
    grams = [workings.lines[i].net_weight_g * workings.lines[i].quantity for i in lines]
    if per_litre or not all(grams):
        workings.gap("gap.measure", lines, unit=rule.text("unit", "kg"))
        return Decimal(0)
    return sum(grams, Decimal(0)) / GRAMS_PER_KG * unit_tax
