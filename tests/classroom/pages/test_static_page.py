from grader.classroom.pages.static_page import static_page

PAGE = """<!DOCTYPE html>
<html>
<head>
<link rel="stylesheet" href="https://example.invalid/a.css">
<style>@font-face { font-family: x; src: url(a.woff); } p { color: red; }</style>
<script src="https://example.invalid/a.js"></script>
<script type="text/x-config">
let a = "<b>"
</script>
</head>
<body><p>so $a^2$</p></body>
</html>
"""


def test_a_page_runs_nothing_and_loads_nothing():
    made = static_page(PAGE)
    for gone in ("<script", "<link", "example.invalid", "@font-face", ".woff"):
        assert gone not in made
    assert "p { color: red; }" in made
    assert "<math " in made


def test_the_policy_comes_before_anything_that_it_is_for():
    made = static_page(PAGE)
    ours = made.index("summary{display:list-item")
    assert made.index("p { color: red; }") < ours < made.index("</head>")
