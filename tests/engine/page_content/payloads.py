"""What somebody might put into a notebook to run, load or open something in a reader's browser."""

HTML = (
    "<script>alert(1)</script>",
    "<ScRiPt >alert(1)</sCrIpT>",
    "<<script>script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<img src="https://example.invalid/a.png">',
    "<svg onload=alert(1)><circle r=1></svg>",
    "<svg><script>alert(1)</script></svg>",
    '<math><mtext href="javascript:alert(1)">x</mtext></math>',
    "<math><mi><table><mglyph><style><img src=x onerror=alert(1)></style>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="/formgrader/manage_students">x</a>',
    '<a href="//example.invalid">x</a>',
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=x></object><embed src=x>",
    "<b onclick=alert(1) style='position:fixed' id=score class=hidden>x</b>",
    "<style>* { background: url(https://example.invalid) }</style>",
    "<form action=/delete><input type=submit autofocus onfocus=alert(1)><button>x</button></form>",
    '<link rel=stylesheet href="https://example.invalid/a.css">',
    '<meta http-equiv=refresh content="0;url=https://example.invalid">',
    "<base href=https://example.invalid/>",
    "<template><img src=x onerror=alert(1)></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<video src=https://example.invalid autoplay></video><audio src=x>",
    "<marquee onstart=alert(1)>x</marquee><details open ontoggle=alert(1)>x</details>",
    "<textarea></textarea><title></title><plaintext><img src=x onerror=alert(1)>",
    "</div></div></body><script>alert(1)</script>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<p title='\"><img src=x onerror=alert(1)>'>x</p>",
)

MARKDOWN = (
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x][a]\n\n[a]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "![x](https://example.invalid/a.png)",
    "![x][a]\n\n[a]: https://example.invalid/a.png",
    "![x](attachment:a.svg)",
    "[x](https://example.invalid 'a\"onmouseover=alert(1)')",
    "```html\n</code></pre><script>alert(1)</script>\n```",
    "`</code><script>alert(1)</script>`",
    "<div>\n\n<script>alert(1)</script>\n\n</div>",
    "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    "<details>\n<summary>a</summary>\n\n[x](javascript:alert(1))\n</details>",
)

FORMULAS = (
    r"$\href{javascript:alert(1)}{x}$",
    r"$$\href{javascript:alert(1)}{x}$$",
    r"\(\href {javascript:alert(1)} {x}\)",
    r"\[\style{position:fixed}{x}\]",
    r"$\class{hidden}{x} \cssId{score}{y}$",
    r"$\require{html}\require{action}$",
    r"$\def\a#1{\href{#1}{x}}\a{javascript:alert(1)}$",
    r"$\let\a\href \a{javascript:alert(1)}{x}$",
    r"$\newcommand{\a}{\href}$",
    r"$\mmlToken{mi}[href='javascript:alert(1)']{x}$",
    r"$\unicode[x;onerror=alert(1)]{65}$",
    r"$\bbox[border:9in solid red]{x}$",
    r"$\data{a=b}{x} \toggle{x}{y}\endtoggle$",
    r"\begin{align}\href{javascript:alert(1)}{x}\end{align}",
    r"$a<img src=x onerror=alert(1)>b$",
)

TEXTS = HTML + MARKDOWN + FORMULAS

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
"""A PNG of one pixel."""

METADATA = (
    {"image/png": {"width": "1 onerror=alert(1)"}},
    {"image/png": {"height": '1"><script>alert(1)</script>'}},
    {"image/png": {"width": ["1 onerror=alert(1)"], "height": 10**9, "unconfined": True}},
    {"image/png": {"width": True, "needs_background": 'light" onload="alert(1)'}},
    {"width": "1 onerror=alert(1)"},
    {"filenames": {"image/png": "https://example.invalid/a.png"}},
    {"image/png": "1 onerror=alert(1)"},
    ["image/png"],
    None,
)

KINDS = (
    "application/javascript",
    "application/json",
    "application/pdf",
    "application/vnd.jupyter.widget-view+json",
    "application/vnd.plotly.v1+json",
    "application/xhtml+xml",
    "image/gif",
    "image/svg+xml",
    "text/css",
    "text/html; charset=utf-8",
    "text/vnd.mermaid",
    "video/mp4",
)
"""MIME types that a page shows in some program, and that no student's output keeps."""


def outputs() -> list[dict]:
    """Outputs with each payload in each place."""
    made = []
    for text in TEXTS:
        data = dict.fromkeys(("text/html", "text/markdown", "text/latex", "text/plain"), text)
        made += [
            {"output_type": "display_data", "data": {kind: content}, "metadata": {}}
            for kind, content in data.items()
        ]
        made.append({"output_type": "stream", "name": text, "text": text})
        made.append(
            {"output_type": "error", "ename": text, "evalue": text, "traceback": [text, text]}
        )
        made.append({"output_type": "display_data", "data": {"image/png": text}, "metadata": {}})
    for metadata in METADATA:
        made.append(
            {"output_type": "display_data", "data": {"image/png": PIXEL}, "metadata": metadata}
        )
    for kind in KINDS:
        made.append(
            {"output_type": "display_data", "data": {kind: HTML[0]}, "metadata": {kind: {}}}
        )
    return made


def cells() -> list[dict]:
    """Cells of a student with each payload as text, in metadata, and in the outputs."""
    made = [
        {"cell_type": kind, "id": "a", "metadata": {}, "source": text}
        for text in TEXTS
        for kind in ("markdown", "raw", "code")
    ]
    for text in HTML:
        made.append(
            {
                "cell_type": "markdown",
                "id": text,
                "metadata": {"tags": [text], "name": text, "nbgrader": {"grade_id": text}},
                "attachments": {"a.svg": {"image/svg+xml": text}},
                "source": "text",
            }
        )
    made.append(
        {"cell_type": "code", "id": "b", "metadata": {}, "source": "", "outputs": outputs()}
    )
    return [
        {**cell, "outputs": cell.get("outputs", []), "execution_count": None}
        if cell["cell_type"] == "code"
        else cell
        for cell in made
    ]
