"""What a text assigns in other ways than by a name is found; what an honest one does is not."""

import ast

import pytest

from grader.engine.judging.cell.static_text.static_patches import patches


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("np.exp = slow", "exp"),
        ("np.exp, other = slow, 1", "exp"),
        ("for np.exp in [slow]: pass", "exp"),
        ("def f(m):\n    m.exp = slow", "exp"),
        ("self = np\nself.exp = slow", "exp"),
        ("setattr(np, 'exp', slow)", "exp"),
        ("setattr(np, name, slow)", "*"),
        ("globals()['helper'] = slow", "helper"),
        ("globals()[name] = slow", "*"),
        ("globals().update(helper=slow)", "helper"),
        ("globals().update({'helper': slow})", "*"),
        ("np.__dict__['exp'] = slow", "exp"),
        ("vars(np)['exp'] = slow", "exp"),
        ("exec('helper = slow')", "helper"),
        ("exec('def helper(X): return slow(X)')", "helper"),
        ("exec('np.exp = slow')", "exp"),
        ("exec(text)", "*"),
        ("helper.__code__ = slow.__code__", "*"),
        ("get_ipython().user_ns['helper'] = slow", "*"),
        ("sys.modules['numpy'] = slow", "numpy"),
    ],
)
def test_an_assignment_is_found(text: str, name: str) -> None:
    assert name in patches(ast.parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "x = 1\nX[0] = 2\nd['a'] = 3\ndel d['a']",
        "class Net:\n    def __init__(self):\n        self.exp = 1",
        "'x' in globals()\nprint(globals().keys(), vars(net))",
        "def f(l):\n    return eval(f'W{l}')",
        "d.update(a=1)\nd.setdefault('a', 1)",
        "print(f.__name__, type(f).__class__)",
    ],
)
def test_honest_texts_assign_nothing_else(text: str) -> None:
    assert not patches(ast.parse(text))
