"""A small language over columns: `quality < 40 and status == "ok"`. Parsed, never evaluated by Python."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

from faceqnet_engine.assessment import COLUMNS, Assessment
from faceqnet_engine.errors import UsageError

Condition = Callable[[Assessment], bool]
_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
}
_LONGEST = 2000


def condition(expression: str) -> Condition:
    """A test of rows from an expression.

    Columns, numbers, quoted text, `< <= > >= == !=`, `in`, `and`, `or`, `not`, brackets. A comparison with a value
    that is not available is false.

    Raises:
        UsageError: anything else; the sentence says where.
    """
    try:
        if len(expression) > _LONGEST:
            raise UsageError(f"The condition is longer than {_LONGEST} characters.")
        return _boolean(ast.parse(expression.strip(), mode="eval").body)
    except (SyntaxError, RecursionError, MemoryError, ValueError) as error:
        raise UsageError(
            f'The condition "{expression}" cannot be read. Example: quality < 40 and status == "ok"'
        ) from error


def _boolean(node: ast.expr) -> Condition:
    if isinstance(node, ast.BoolOp):
        parts = [_boolean(value) for value in node.values]
        every = isinstance(node.op, ast.And)
        return lambda row: all(p(row) for p in parts) if every else any(p(row) for p in parts)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        inner = _boolean(node.operand)
        return lambda row: not inner(row)
    if isinstance(node, ast.Compare):
        return _comparison(node)
    raise UsageError(f'"{ast.unparse(node)}" is no comparison. Example: quality < 40')


def _comparison(node: ast.Compare) -> Condition:
    values = [_value(part) for part in (node.left, *node.comparators)]
    operators = []
    for op in node.ops:
        if type(op) not in _COMPARISONS:
            raise UsageError("Only < <= > >= == != and in compare values.")
        operators.append(_COMPARISONS[type(op)])

    def holds(row: Assessment) -> bool:
        found = [value(row) for value in values]
        if any(v is None for v in found):
            return False
        try:
            return all(op(a, b) for op, a, b in zip(operators, found, found[1:], strict=False))
        except TypeError:
            raise UsageError(f'"{ast.unparse(node)}" compares text with a number.') from None

    return holds


def _value(node: ast.expr) -> Callable[[Assessment], Any]:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float | str):
        constant = node.value
        return lambda row: constant
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _value(node.operand)
        return lambda row: -inner(row)
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        items = [_value(element) for element in node.elts]
        return lambda row: [item(row) for item in items]
    if isinstance(node, ast.Name):
        return _column(node.id)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return _column(f"{node.value.id}.{node.attr}")  # components: Sharpness.scalar
    raise UsageError(f'"{ast.unparse(node)}" is neither a column, a number nor quoted text.')


def _column(name: str) -> Callable[[Assessment], Any]:
    if name not in COLUMNS:
        raise UsageError(f"There is no column {name}. Columns: {', '.join(COLUMNS)}.")
    return lambda row: row.value(name)
