"""Environment markers (PEP 508), for the one platform that the stand-in has."""

_VERSIONS = ["implementation_version", "python_full_version", "python_version"]
_WORDS = ["in", "not", "and", "or"]
_OPERATORS = ["===", "<=", ">=", "==", "!=", "~=", "<", ">"]

def marker_environment(python_version, machine):
    """The values of the marker variables.

    Args:
        python_version: the full version of CPython.
        machine: the CPU, such as x86_64.

    Returns:
        dict
    """
    return {
        "implementation_name": "cpython",
        "implementation_version": python_version,
        "os_name": "posix",
        "platform_machine": machine,
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_system": "Linux",
        "platform_version": "",
        "python_full_version": python_version,
        "python_version": ".".join(python_version.split(".")[:2]),
        "sys_platform": "linux",
    }

def _tokens(text):
    """Splits a marker into struct(kind, text); kind is string, name, operator, "(" or ")"."""
    tokens = []
    rest = text.strip()
    for _ in range(len(text)):
        if not rest:
            break
        first = rest[0]
        if first in "\"'":
            value, closing, rest = rest[1:].partition(first)
            if not closing:
                fail("marker without closing quote: " + text)
            tokens.append(struct(kind = "string", text = value))
        elif first in "()":
            tokens.append(struct(kind = first, text = first))
            rest = rest[1:]
        elif first in "<>=!~":
            operator = [o for o in _OPERATORS if rest.startswith(o)][0]
            tokens.append(struct(kind = "operator", text = operator))
            rest = rest[len(operator):]
        else:
            length = len(rest)
            for i in range(len(rest)):
                if not (rest[i].isalnum() or rest[i] in "_."):
                    length = i
                    break
            if not length:
                fail("unexpected '{}' in marker: {}".format(first, text))
            name = rest[:length]
            tokens.append(struct(kind = name if name in _WORDS else "name", text = name))
            rest = rest[length:]
        rest = rest.lstrip()
    return tokens

def _numbers(version):
    """The release of a version as numbers, without trailing zeros; what follows it is ignored."""
    numbers = []
    for part in version.split("."):
        digits = ""
        for c in part.elems():
            if not c.isdigit():
                break
            digits += c
        if not digits:
            break
        numbers.append(int(digits))
    for _ in range(len(numbers)):
        if numbers[-1] != 0:
            break
        numbers.pop()
    return numbers

def _compare_versions(left, operator, right):
    if right.endswith(".*"):
        prefix = right[:-len("*")]
        equal = (left + ".").startswith(prefix)
        return equal if operator == "==" else not equal
    if operator == "~=":
        series = right.rpartition(".")[0] + "."
        return (left + ".").startswith(series) and _numbers(left) >= _numbers(right)
    a = _numbers(left)
    b = _numbers(right)
    return {
        "!=": a != b,
        "<": a < b,
        "<=": a <= b,
        "==": a == b,
        "===": left == right,
        ">": a > b,
        ">=": a >= b,
    }[operator]

def _compare(left, operator, right, is_version):
    if operator == "in":
        return left in right
    if operator == "not in":
        return left not in right
    if is_version:
        return _compare_versions(left, operator, right)
    return {
        "!=": left != right,
        "<": left < right,
        "<=": left <= right,
        "==": left == right,
        "===": left == right,
        ">": left > right,
        ">=": left >= right,
    }[operator]

def marker_variables(marker):
    """The variables that a marker asks for.

    Args:
        marker: the text.

    Returns:
        list of str
    """
    return [token.text for token in _tokens(marker) if token.kind == "name"]

def _value(token, environment, marker):
    if token.kind == "string":
        return token.text
    if token.text not in environment:
        fail("unknown variable '{}' in marker: {}".format(token.text, marker))
    return environment[token.text]

def _comparisons(marker, environment):
    """The marker with each comparison replaced by its result: a list of bool, "and", "or", "(", ")"."""
    tokens = _tokens(marker)
    terms = []
    skip = 0
    for i in range(len(tokens)):
        if skip:
            skip -= 1
            continue
        token = tokens[i]
        if token.kind in ("and", "or", "(", ")"):
            terms.append(token.kind)
            continue
        negated = len(tokens) > i + 3 and tokens[i + 1].kind == "not"
        right = i + 3 if negated else i + 2
        if token.kind not in ("string", "name") or right >= len(tokens):
            fail("cannot read marker: " + marker)
        terms.append(_compare(
            _value(token, environment, marker),
            "not in" if negated else tokens[i + 1].text,
            _value(tokens[right], environment, marker),
            token.text in _VERSIONS or tokens[right].text in _VERSIONS,
        ))
        skip = right - i
    return terms

def _apply(operator, values):
    right = values.pop()
    left = values.pop()
    values.append((left and right) if operator == "and" else (left or right))

def evaluate_marker(marker, environment):
    """Whether a marker holds; "and" binds tighter than "or".

    Args:
        marker: the text, "" always holds.
        environment: dict of the variables, see marker_environment; `extra` may be added.

    Returns:
        bool
    """
    if not marker.strip():
        return True
    values = []
    operators = []
    for term in _comparisons(marker, environment):
        if term == "(":
            operators.append(term)
        elif term == ")":
            for _ in range(len(operators)):
                operator = operators.pop()
                if operator == "(":
                    break
                _apply(operator, values)
        elif term in ("and", "or"):
            for _ in range(len(operators)):
                if operators[-1] == "(" or (term == "and" and operators[-1] == "or"):
                    break
                _apply(operators.pop(), values)
            operators.append(term)
        else:
            values.append(term)
    for _ in range(len(operators)):
        _apply(operators.pop(), values)
    return values[0]
