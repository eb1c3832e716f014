r"""Formulas: MathJax reads all text of a page, and some of its commands make more than formulas.

Commands that make links, classes, styles, identifiers and new commands (``\href``, ``\class``,
``\style``, ``\cssId``, ``\require``, ``\mmlToken``, ``\def`` and those of extensions, see
https://docs.mathjax.org/en/latest/input/tex/macros/index.html) are not on the list here.
"""

import re
import string
from typing import Final

_LETTERS = """
alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi
varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi
Sigma Upsilon Phi Psi Omega ell hbar imath jmath Re Im wp aleph infty partial nabla prime emptyset
forall exists neg top bot angle triangle
"""
_OPERATORS = """
sum prod coprod int iint iiint oint bigcup bigcap bigoplus bigotimes bigvee bigwedge lim limsup
liminf max min sup inf arg argmax argmin log ln lg exp sin cos tan cot sec csc sinh cosh tanh arcsin
arccos arctan det dim ker gcd Pr deg hom mod bmod pmod limits nolimits
pm mp times div cdot ast star circ bullet oplus ominus otimes oslash odot dagger ddagger cap cup vee
wedge land lor lnot setminus amalg
"""
_RELATIONS = """
le leq ge geq ne neq equiv sim simeq approx cong propto ll gg subset supset subseteq supseteq in ni
notin mid nmid parallel perp models vdash dashv prec succ preceq succeq doteq colon not
to gets leftarrow rightarrow leftrightarrow Leftarrow Rightarrow Leftrightarrow mapsto longmapsto
longleftarrow longrightarrow longleftrightarrow Longleftarrow Longrightarrow Longleftrightarrow
uparrow downarrow updownarrow Uparrow Downarrow hookrightarrow hookleftarrow nearrow searrow swarrow
nwarrow implies iff rightharpoonup rightleftharpoons
"""
_FORMS = """
frac dfrac tfrac cfrac binom dbinom tbinom sqrt root of over choose stackrel overset underset
underbrace overbrace underline overline overrightarrow overleftarrow widehat widetilde hat tilde bar
vec dot ddot acute grave breve check mathring boldsymbol bm pmb substack phantom hphantom vphantom
left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm
lvert rvert lVert rVert vert Vert langle rangle lceil rceil lfloor rfloor lbrace rbrace
lbrack rbrack backslash begin end hline hfill boxed cancel
"""
_TEXT = """
text textrm textbf textit texttt textsf mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak
mathscr mathop mathbin mathrel mathord mathopen mathclose operatorname rm bf it cal displaystyle
textstyle scriptstyle scriptscriptstyle tiny small normalsize large Large
"""
_SPACES = "quad qquad enspace thinspace space hspace mspace kern mkern mskip nobreakspace cr"
_DOTS = "dots ldots cdots vdots ddots dotsb dotsc dotsi dotsm"

COMMANDS: Final = frozenset(
    f"{_LETTERS} {_OPERATORS} {_RELATIONS} {_FORMS} {_TEXT} {_SPACES} {_DOTS}".split()
)
"""Commands that make nothing but a formula."""

_JOINER = "\N{WORD JOINER}"
"""It has no width: behind a backslash it makes a command that MathJax does not know."""

_COMMAND = re.compile(rf"\\([{string.ascii_letters}@]+)")


def without_other_commands(text: str) -> str:
    r"""Return a text in which MathJax finds no command but those of `COMMANDS`.

    The others look as before, and in a formula they are an error: ``\href{...}`` becomes a
    backslash, an invisible character and ``href{...}``.
    """
    return _COMMAND.sub(
        lambda found: found[0] if found[1] in COMMANDS else f"\\{_JOINER}{found[1]}", text
    )


_TAG_START = re.compile(r"<(?=[A-Za-z/!?])")


def without_tags(text: str) -> str:
    r"""Return a formula in which no ``<`` begins a tag of HTML: ``a<b`` becomes ``a< b``.

    MathJax draws both alike. Not every program that shows a notebook escapes its formulas.
    """
    return _TAG_START.sub("< ", text)
