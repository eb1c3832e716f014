# %% [markdown]
r"""
# Derivatives and computation graphs

At the end of this notebook you will have built a small machine of your own that takes any formula
written as a list of steps, and finds all its derivatives in one sweep from right to left.

You will learn how to

- measure a slope with a tiny nudge, and tell with it whether a formula for a derivative is right;
- walk down to the lowest point of a curve, and predict which learning rates get there;
- draw a formula as a graph, carry derivatives back through it, and train logistic regression on
  it.

You need Python functions, lists and dictionaries. Everything about slopes starts here, from
nothing. Either this notebook or `week2/logistic_regression` can be the first of the two: there
you use slopes to train a model on pictures, here you find out where they come from.

**How to work with this page.** Run the cells from top to bottom with Shift+Enter. In each of the
twelve exercises you complete one function. The cell below it, `check(...)`, tries your function
on small cases and says what is right and what is not. `hint(...)`, with the name of your
function, prints a hint; call it again for the next one. Where you read **Before you read on**,
write your answer down first. The exercises take about two and a half hours in all.
"""

# %% locked="setup"
import numpy as np

from grader.student import figures, notebook

check, ready, hint = notebook("week2/derivatives_and_graphs")

# %% [markdown]
r"""
## 1. A slope is height over width

Take the straight line $f(a) = 3a$. Stand on it at $a = 2$ and give $a$ a tiny *nudge* to the
right, by 0.001. How much does $f(a)$ move?
"""

# %%
for a in (2, 5):
    nudged = a + 0.001
    print(f"a = {a}    f(a) = {3 * a:6.3f}    a = {nudged}    f(a) = {3 * nudged:6.3f}")

# %% [markdown]
r"""
At $a = 2$ it goes from 6 to 6.003, and at $a = 5$ from 15 to 15.003. Both times $f$ moves three
times as far as $a$. The nudge and the move form a little triangle on the curve, and its height
over its width is the *slope*:

$$\text{slope} = \frac{\text{height}}{\text{width}} = \frac{f(a + \varepsilon) - f(a)}{\varepsilon}
\qquad\text{(1.1)}$$

shapes: all of these are single numbers, as is nearly everything in this notebook. The Greek letter
$\varepsilon$ (epsilon, `eps` in code) is the usual name for a tiny positive number; here it is the
width of the nudge, 0.001.
"""

# %%
figures.show(
    figures.triangles("3a", places=[2, 5], nudge=0.001),
    alt="The line f(a) = 3a with two points, and the curve at both points magnified. At a = 2 a"
    " triangle of width 0.001 and height 0.003 reaches from 6.000 to 6.003. At a = 5 the same"
    " triangle reaches from 15.000 to 15.003. The slope is 3 both times.",
)

# %% [markdown]
r"""
The same triangle fits everywhere on a straight line: its slope is 3 at every $a$.

The slope at a point is also called the *derivative* of $f$ there, and written

$$\frac{df(a)}{da} \qquad\text{or}\qquad \frac{d}{da} f(a)$$

In words: *how many times as far does $f$ move, when $a$ moves a little?*
"""

# %% [markdown]
r"""
### Exercise 1.1: the slope of any function
difficulty 1 of 5 · about 5 minutes · the reference is 2 lines

Write equation (1.1). The first argument `f` is a function: you can call it, as in `f(a)`. For
`f` $= 3a$, `a = 2` and `eps = 0.001` the slope is 3; for `f` $= a^2$ and the same numbers it is
4.001.

<details><summary>How can a function be an argument?</summary>

Like any other value: inside your function, `f` is a name for it. What do you get if you write the
name, and a number in round brackets behind it?

</details>
<details><summary>My slope is 0, or tiny</summary>

Two heights are subtracted in (1.1), one at the nudged place and one at the old place. Are they
taken in this order? And what happens to their difference afterwards?

</details>
"""


# %% exercise="slope"
def slope(f, a, eps):
    """Slope of a function by a nudge to the right, equation (1.1).

    Parameters
    ----------
    f : function
        Takes a number and returns a number.
    a : float
        Where the slope is asked for.
    eps : float
        Width of the nudge, above 0.

    Returns
    -------
    result : float
        Height over width.
    """
    ### BEGIN SOLUTION
    height = f(a + eps) - f(a)
    result = height / eps
    ### END SOLUTION
    return result


# %% checks="slope" points=2
check(slope)

# %% [markdown]
r"""
## 2. Slopes that change from place to place

On a curve the triangle is not the same everywhere. **Before you read on:** for $f(a) = a^2$, is
the slope at $a = 5$ larger or smaller than at $a = 2$? About how many times?
"""

# %%
for a in (2, 5):
    nudged = a + 0.001
    print(f"a = {a}    f(a) = {a**2:6.3f}    a = {nudged}    f(a) = {nudged**2:6.3f}")

figures.show(
    figures.triangles("a^2", places=[2, 5], nudge=0.001),
    alt="The curve f(a) = a squared with two points, and the curve at both points magnified. At"
    " a = 2 a triangle of width 0.001 has height 0.004, at a = 5 it has height 0.010. Both"
    " panels stretch heights by the same factor, and the second triangle is much steeper.",
)

# %% [markdown]
r"""
At 2 the height is 4 times the width (4 to 4.004), at 5 it is 10 times the width (25 to 25.010).
So the slope of $a^2$ is 4 at one place and 10 at the other. For $a^3$ and the natural logarithm:
"""

# %%
a, nudged = 2, 2.001
print(f"a^3 :  {a**3:.3f}   to {nudged**3:.3f}     height {nudged**3 - a**3:.3f}")
print(f"ln a:  {np.log(a):.5f} to {np.log(nudged):.5f}   height {np.log(nudged) - np.log(a):.5f}")

# %% [markdown]
r"""
12 times the width for $a^3$, and half the width for $\ln a$. Move the sliders and look for a
pattern: which number comes out at which place? And what happens to the triangle when the nudge is
*not* tiny?
"""

# %%
figures.explore(
    lambda f, a, nudge: figures.triangles(f, [a], nudge),
    alt="The curve f(a) = a squared, and at a = 2 a triangle of width 1. The curve bends away below"
    " the dashed line from corner to corner; height over width is 5, not 4.",
    static=figures.triangles("a^2", [2], 1),
    f=["3a", "a^2", "a^3", "ln a"],
    a=(1.0, 5.0, 0.5, 2.0),
    nudge=[1, 0.5, 0.1, 0.01, 0.001],
)

# %%
if ready(slope):
    for nudge in (1, 0.1, 0.01, 0.001):
        found = slope(lambda a: a**2, 2, nudge)
        print(f"nudge {nudge:5}: the slope of a^2 at 2 seems to be {found:.3f}")

# %% [markdown]
r"""
With a nudge of 1 the triangle is too wide: the curve bends while we walk along it. The smaller the
nudge, the closer the result comes to 4. The derivative is the number that it comes closer and
closer to:

$$\frac{df(a)}{da} = \lim_{\varepsilon \to 0} \frac{f(a + \varepsilon) - f(a)}{\varepsilon}
\qquad\text{(2.1)}$$

For $a^2$ the limit can be worked out by hand, since the square of $a + \varepsilon$ is
$a^2 + 2a\varepsilon + \varepsilon^2$:

$$\frac{(a + \varepsilon)^2 - a^2}{\varepsilon} = 2a + \varepsilon
\;\longrightarrow\; 2a \qquad\text{(2.2)}$$

Now you know both parts of 4.001: twice 2, and the nudge. Calculus has such formulas for all the
usual functions. These four are enough for this notebook:

| $f(a)$ | derivative | at $a = 2$ |
|---|---|---|
| $3a$ | $3$ | 3 |
| $a^2$ | $2a$ | 4 |
| $a^3$ | $3a^2$ | 12 |
| $\ln a$ | $1/a$ | 0.5 |
"""

# %%
figures.show(
    figures.slopes_along(["a^2", "a^3", "ln a"]),
    alt="Above, the curves a squared, a cubed and ln a, each with three tangents. Below, the slope"
    " at every place. For a squared it is the line 2a, with 4 at 2 and 10 at 5; for a cubed it is 3"
    " a squared, with 12 at 2 and 75 at 5; for ln a it is 1/a, with 2 at 0.5 and 0.5 at 2.",
)

# %% [markdown]
r"""
A derivative is a function too: for every place $a$ it gives the slope there. The lower row shows
it below each curve. Where the curve gets steeper the lower one rises, and where the curve flattens,
as $\ln a$ does, it falls.

What is a derivative good for? It predicts. If the slope at 2 is 12, then a move of 0.01 changes
$a^3$ by about $12 \cdot 0.01$.
"""

# %%
if ready(slope):
    step = 0.01
    print(f"predicted: {2**3 + slope(lambda a: a**3, 2, 0.001) * step:.4f}")
    print(f"true:      {(2 + step) ** 3:.4f}")

# %% [markdown]
r"""
Close, and the shorter the move, the closer. Section 5 lives on this: it trusts the slope for one
short step, and then looks again.

## 3. How small should a nudge be?

A wide nudge is wrong because the curve bends. So take a very, very small one? **Before you read
on:** what do you expect of `eps = 1e-16`? Computers keep about 16 digits of a number.

Before we measure it, here is a better triangle. Nudge to *both* sides and take the height from the
left end to the right end:

$$\text{slope} = \frac{f(a + \varepsilon) - f(a - \varepsilon)}{2 \varepsilon}
\qquad\text{(3.1)}$$

shapes: single numbers again. On a curve that bends upward, the triangle on the right is too steep
and the one on the left is too flat, by nearly the same amount. In (3.1) the two errors cancel.
"""

# %% [markdown]
r"""
### Exercise 3.1: nudge to both sides
difficulty 1 of 5 · about 5 minutes · the reference is 2 lines

Write equation (3.1). For `f` $= a^3$, `a = 2` and `eps = 0.1` the result is 12.01, where `slope`
gives 12.61.

<details><summary>My result is twice, or half, of what it should be</summary>

How wide is the triangle now, from the left end to the right end?

</details>
<details><summary>My result is far too small</summary>

Python works through `x / 2 * y` from left to right. What does it divide by, and what does it
multiply with?

</details>
"""


# %% exercise="two_sided_slope"
def two_sided_slope(f, a, eps):
    """Slope of a function by a nudge to both sides, equation (3.1).

    Parameters
    ----------
    f : function
        Takes a number and returns a number.
    a : float
        Where the slope is asked for.
    eps : float
        Width of the nudge to each side, above 0.

    Returns
    -------
    result : float
        Height over width.
    """
    ### BEGIN SOLUTION
    height = f(a + eps) - f(a - eps)
    result = height / (2 * eps)
    ### END SOLUTION
    return result


# %% checks="two_sided_slope" points=2
check(two_sided_slope)

# %% [markdown]
r"""
Now the measurement. The derivative of $\ln a$ at 2 is exactly 0.5, so we can see how far each way
of nudging is from the truth, for widths from 1 down to $10^{-16}$.
"""

# %%
if ready(slope, two_sided_slope):
    widths = 10.0 ** np.arange(0, -16.5, -0.5)
    one_sided = [abs(slope(np.log, 2.0, eps) - 0.5) for eps in widths]
    two_sided = [abs(two_sided_slope(np.log, 2.0, eps) - 0.5) for eps in widths]
    figures.show(
        figures.nudge_errors(widths, {"to the right": one_sided, "to both sides": two_sided}),
        alt="Error of the measured slope against the width of the nudge, both axes logarithmic."
        " Both errors first fall, the two-sided one twice as steeply, then rise again with noise."
        " To the right is best near 1e-8; to both sides is best near 1e-5, and far better.",
    )
    for name, errors in (("to the right", one_sided), ("to both sides", two_sided)):
        best = int(np.argmin(errors))
        print(f"{name:14} smallest error {errors[best]:.0e}, with eps = {widths[best]:.0e}")
        print(f"{'':14} error at eps = 1e-16: {errors[-1]:g}")

# %% [markdown]
r"""
Read the picture from the left. First both errors fall in straight lines. A nudge ten times smaller
makes the error of the one-sided slope ten times smaller and that of the two-sided slope a hundred
times: that is what the cancelling was good for.

Then both rise again. $f(a + \varepsilon)$ and $f(a)$ agree in ever more of their 16 digits, the
subtraction leaves only the last few, and those are rounded. Dividing by a tiny $\varepsilon$ blows
the rounding up. At $10^{-16}$ nothing is left: $2 + 10^{-16}$ is stored as 2, the height is 0,
and the "slope" is 0 as well.

So keep (3.1) with a nudge of about $10^{-5}$. It gives some ten right digits, more than you need.

<details><summary>Where do ten and a hundred come from?</summary>

Close to $a$, a smooth function is
$f(a + \varepsilon) = f(a) + s\,\varepsilon + r\,\varepsilon^2 + q\,\varepsilon^3 + \dots$, where
$s$ is the slope. Put this into (1.1) and you get $s + r\,\varepsilon + \dots$: an error in
proportion to $\varepsilon$. In (3.1) the terms with $\varepsilon^2$ are the same on both sides and
cancel, and $s + q\,\varepsilon^2 + \dots$ remains: an error in proportion to $\varepsilon^2$.

</details>
"""

# %% [markdown]
r"""
## 4. How to know that your formula is right

A formula for a derivative is quickly written and easily wrong. No program stops at a wrong
derivative; the training only goes badly, and you search for days. But you can *measure* any
derivative. So compare the formula with the measurement, and judge the difference against the size
of the numbers:

$$\text{error} = \frac{|\,\text{measured} - \text{claimed}\,|}
{|\,\text{measured}\,| + |\,\text{claimed}\,|} \qquad\text{(4.1)}$$

shapes: single numbers. If both are 0, they agree, and the error is 0. The error lies between 0
and 1, whatever the units are.

| error, with `eps` about $10^{-5}$ | verdict |
|---|---|
| below $10^{-7}$ | the formula is right, at this place |
| above $10^{-3}$ | the formula is wrong |
| between | look again: is there a kink or a steep bend near $a$? |

**Before you read on:** why not simply use $|\text{measured} - \text{claimed}|$? Think of a
derivative of a million, and of one of a millionth.

<details><summary>Answer</summary>

A distance of 0.001 is nothing beside a million: both have the same first nine digits. Beside a
millionth it is everything. Divided by the sizes, one border serves for both.

</details>
"""

# %% [markdown]
r"""
### Exercise 4.1: measured against claimed
difficulty 2 of 5 · about 10 minutes · the reference is 5 lines

`df` is somebody's formula for the derivative of `f`. Measure the slope with your
`two_sided_slope`, ask `df` for its claim, and return the error (4.1). For `f` $= a^2$,
`df` $= 3a$, `a = 2` and `eps = 0.1` it is 0.2, the distance from 4 to 6 over 10. Take care of the
case in which both are 0.

<details><summary>How do I get the claim?</summary>

df is a function, as f is. At which place do you ask it?

</details>
<details><summary>ZeroDivisionError, or nan</summary>

What is below the fraction bar when f is constant and df knows it? What does the text say about
this case? Python has a word for "only if".

</details>
<details><summary>My error is negative, or above 1</summary>

Each of the three differences and sizes in (4.1) stands between bars. What do the bars do to a
negative number?

</details>
"""


# %% exercise="derivative_error"
def derivative_error(f, df, a, eps):
    """Compare a formula for a derivative with the measured slope, equation (4.1).

    Parameters
    ----------
    f : function
        Takes a number and returns a number.
    df : function
        What is claimed to be the derivative of f.
    a : float
        Where the two are compared.
    eps : float
        Width of the nudge to each side.

    Returns
    -------
    error : float
        Between 0 and 1; 0 where both are 0.
    """
    ### BEGIN SOLUTION
    measured = two_sided_slope(f, a, eps)
    claimed = df(a)
    error = abs(measured - claimed)
    if error > 0:
        error = error / (abs(measured) + abs(claimed))
    ### END SOLUTION
    return error


# %% checks="derivative_error" points=4
check(derivative_error)

# %% [markdown]
r"""
Three people claim to know the derivative of $a^3$. **Before you read on:** in which cells of the
table will a wrong formula look right?
"""

# %%
claims = {
    "3a^2": lambda a: 3 * a**2,
    "6a": lambda a: 6 * a,
    "a^2": lambda a: a**2,
}

if ready(two_sided_slope, derivative_error):
    places = (2.0, -1.0, 0.7)
    print("claimed " + "".join(f"   error at {a:4}" for a in places))
    for name, claim in claims.items():
        errors = [derivative_error(lambda a: a**3, claim, a, 1e-5) for a in places]
        print(f"{name:8}" + "".join(f"   {error:13.0e}" for error in errors))

# %% [markdown]
r"""
$6a$ is wrong, and passes at $a = 2$, where $3a^2$ and $6a$ happen to be both 12. So never check at
a single place, and least of all at a special one such as 0, 1 or 2: take a few random ones. This
check is the best friend of everyone who writes derivatives by hand. In week 4 you will run it
over a whole network.

One thing it cannot judge is a kink. The function $\max(0, a)$, the *ReLU* of week 1, has slope 0
on the left of 0 and slope 1 on the right; at 0 itself there is no derivative.
"""

# %%
if ready(slope, two_sided_slope):

    def relu(a):
        return max(0.0, a)

    print(f"to the right:  {slope(relu, 0.0, 1e-5):g}")
    print(f"to both sides: {two_sided_slope(relu, 0.0, 1e-5):g}")

# %% [markdown]
r"""
The two-sided slope, one half, is the mean of the two and true for neither.

## 5. Walking downhill

The first use of a slope: finding the lowest point of a curve. Let $J(w)$ be a cost that depends on
one number $w$, for example

$$J(w) = (w - 2)^2 + 1 \qquad\text{(5.1)}$$

with its lowest point at $w = 2$. *Gradient descent* does not know where that is. It starts
somewhere and repeats one step:

$$w := w - \alpha \, \frac{dJ(w)}{dw} \qquad\text{(5.2)}$$

The sign $:=$ means "is replaced by". The *learning rate* $\alpha$ (alpha) says how far to go for
a given slope. In code the derivative is called `dw`, and the step is

```python
w = w - alpha * dw
```

**Before you read on:** to the right of 2, does $J$ rise or fall? Which sign has the slope there,
and in which direction does (5.2) move $w$? And to the left of 2? Then guess: what is different
with a very large $\alpha$?
"""


# %%
def bowl(w):
    return (w - 2) ** 2 + 1


figures.explore(
    lambda alpha: figures.downhill(bowl, [alpha]),
    alt="J(w), a bowl with its lowest point at w = 2, with twelve steps of gradient descent from"
    " the left and from the right, for four learning rates. With 0.1 the points walk down on their"
    " own side in shrinking steps. With 0.5 one step arrives. With 0.9 they jump from side to side"
    " and come closer. With 1.05 they jump from side to side and climb out of the picture.",
    static=figures.downhill(bowl, [0.1, 0.5, 0.9, 1.05]),
    alpha=(0.05, 1.1, 0.05, 0.3),
)

# %% [markdown]
r"""
To the right of the lowest point the slope is positive, so (5.2) subtracts something positive and
$w$ gets smaller. To the left the slope is negative; minus a negative number is positive, and $w$
gets larger. Both walks go towards 2 with one and the same formula.

With a small $\alpha$ the steps shrink by themselves, because the slope does. With 0.9 every step
lands on the other side, a little lower. With 1.05 every step lands on the other side, a little
*higher*: the walk *diverges*.
"""

# %% [markdown]
r"""
### Exercise 5.1: gradient descent in one dimension
difficulty 2 of 5 · about 15 minutes · the reference is 4 lines

Repeat (5.2) and keep every place that you have been to. `dJ` is a function that gives the slope
at a place. The list begins with `w0` and has `steps + 1` entries. For the cost (5.1), where `dJ`
is $2(w - 2)$, the call with `w0 = 4`, `alpha = 0.1` and `steps = 2` gives `[4, 3.6, 3.28]`.

<details><summary>I do not know how to begin</summary>

Do the first step with pencil and paper: which slope does dJ give at w0, how far does (5.2) go,
and where do you arrive? What in the second step is different from the first?

</details>
<details><summary>All my entries after the first are equal</summary>

In the second turn of the loop, at which place do you ask for the slope, and from which place do
you subtract? Does any name change its value from turn to turn?

</details>
<details><summary>My numbers explode</summary>

Do you walk with the slope or against it? If against it, does alpha take part?

</details>
"""


# %% exercise="gradient_descent_1d"
def gradient_descent_1d(dJ, w0, alpha, steps):
    """Walk downhill on a curve, equation (5.2), and keep the path.

    Parameters
    ----------
    dJ : function
        Takes a place w and returns the slope of J there.
    w0 : float
        Where the walk starts.
    alpha : float
        Learning rate.
    steps : int
        Number of steps.

    Returns
    -------
    path : list of float
        The places w in order, w0 first: steps + 1 numbers.
    """
    path = [w0]
    ### BEGIN SOLUTION
    w = w0
    for _ in range(steps):
        w = w - alpha * dJ(w)
        path.append(w)
    ### END SOLUTION
    return path


# %% checks="gradient_descent_1d" points=5
check(gradient_descent_1d)

# %% [markdown]
r"""
### Which learning rates arrive?

For this bowl the answer can be worked out. Its slope is $2(w - 2)$. After one step the distance to
the lowest point is

$$w - \alpha \cdot 2(w - 2) - 2 = (1 - 2\alpha)(w - 2) \qquad\text{(5.3)}$$

Every step multiplies the distance by the same factor $1 - 2\alpha$.

**Before you read on:** for which $\alpha$ does the very first step arrive? For which one does $w$
jump to and fro for ever, neither closer nor farther?
"""

# %%
if ready(gradient_descent_1d):
    curves = {}
    for alpha in (0.1, 0.3, 0.9, 1.0, 1.05):
        path = gradient_descent_1d(lambda w: 2 * (w - 2), 4.5, alpha, 20)
        curves[f"alpha = {alpha}"] = [abs(w - 2) for w in path]
        factor = curves[f"alpha = {alpha}"][1] / curves[f"alpha = {alpha}"][0]
        print(f"alpha = {alpha:4}: each step multiplies the distance by {factor:.2f}")
    figures.show(
        figures.distances(curves),
        alt="Distance from the lowest point against the step, on a logarithmic axis, for five"
        " learning rates. Five straight lines: with 0.3 it falls steeply, with 0.1 and 0.9 gently"
        " and alike, with 1.0 it stays level, with 1.05 it rises.",
    )

# %% [markdown]
r"""
$\alpha = 0.5$ makes the factor 0, and $\alpha = 1$ makes it $-1$: to and fro for ever. For every
$\alpha$ between 0 and 1 the factor is smaller than 1 in size, so the walk arrives; with a larger
one the distance grows from step to step without end. The lines of 0.1 and 0.9 lie on each other,
since $|1 - 0.2| = |1 - 1.8|$: the careful walk and the wild one take equally long.

A cost that bends more strongly needs a smaller $\alpha$: the 2 in (5.3) is the bend of this bowl.
You rarely know the bend of a real cost. So one tries learning rates, and watches the cost: if it
grows, $\alpha$ is too large.

### Where you start can matter
"""


# %%
def two_valleys(w):
    return w**4 / 4 - w**2 + w / 4


if ready(two_sided_slope, gradient_descent_1d):

    def measured(w):
        return two_sided_slope(two_valleys, w, 1e-5)

    paths = {f"from {w0}": gradient_descent_1d(measured, w0, 0.1, 40) for w0 in (0.0, 0.2)}
    figures.show(
        figures.walks(two_valleys, paths, shown=(-2.1, 2.1)),
        alt="A curve with two valleys, the left one deeper. A walk that starts at w = 0 rolls into"
        " the left valley, one that starts at 0.2 rolls into the right valley and stays there.",
    )
    for name, path in paths.items():
        print(f"{name}: arrives at w = {path[-1]:.3f}, where J = {two_valleys(path[-1]):.3f}")

# %% [markdown]
r"""
Two starts close together end in different valleys, and one of the two is not the lowest. Gradient
descent only feels the ground under its feet. A *convex* cost has one valley only, and then the
start does not matter; that is why `week2/logistic_regression` takes such trouble to have one.

Look at the cell once more: there was no formula for the slope. `measured` nudges, and that was good
enough. With one parameter you could always do that. A network has thousands or millions of
parameters, and each one would need nudges of its own. The rest of this notebook is about a way
that finds all slopes for the price of two.
"""

# %% [markdown]
r"""
## 6. A formula in steps: the computation graph

Take a cost that depends on three numbers:

$$J(a, b, c) = 3(a + bc)$$

Nobody computes it in one go. First comes the product, then the sum, then the factor 3. Give each
result in between a name:

$$u = bc \quad\text{(6.1)} \qquad v = a + u \quad\text{(6.2)} \qquad J = 3v \quad\text{(6.3)}$$

Draw a box for each step and an arrow for each number that goes into it. The result is the
*computation graph* of the formula. **Before you read on:** with $a = 5$, $b = 3$ and $c = 2$, what
is on each arrow?
"""

# %%
figures.explore(
    figures.small_graph,
    alt="The computation graph of J = 3(a + bc). b = 3 and c = 2 enter the box u = bc; u = 6 and"
    " a = 5 enter the box v = a + u; v = 11 enters the box J = 3v, which gives J = 33.",
    a=(-5, 10, 1, 5),
    b=(-5, 10, 1, 3),
    c=(-5, 10, 1, 2),
)

# %% [markdown]
r"""
The values flow from left to right: $u = 6$, $v = 11$, $J = 33$. This is the *forward pass*. No
step can start before those to its left have finished.
"""

# %% [markdown]
r"""
### Exercise 6.1: forward
difficulty 1 of 5 · about 5 minutes · the reference is 3 lines

Compute (6.1) to (6.3) in this order. `graph_forward(5, 3, 2)` gives u = 6, v = 11, J = 33. The
last line, which puts the three into a dictionary, is given.

<details><summary>Why not J at once?</summary>

J alone would do for now. On the way back you will need the numbers in between. Which of the three
does the formula of v need?

</details>
<details><summary>My u is right, my J is not</summary>

Put a = 5, b = 3, c = 2 into your lines with pencil and paper. Which of the three numbers differs
from the figure first?

</details>
"""


# %% exercise="graph_forward"
def graph_forward(a, b, c):
    """Forward pass of J = 3(a + bc), equations (6.1) to (6.3).

    Parameters
    ----------
    a, b, c : float
        The three inputs.

    Returns
    -------
    values : dict
        "u", "v" and "J" (floats).
    """
    ### BEGIN SOLUTION
    u = b * c
    v = a + u
    J = 3 * v
    ### END SOLUTION
    return {"u": u, "v": v, "J": J}


# %% checks="graph_forward" points=2
check(graph_forward)

# %% [markdown]
r"""
## 7. Derivatives flow back, from right to left

How much does $J$ move when one of the numbers on the graph moves a little? Begin with the one next
to the end. Nudge $v$ from 11 to 11.001:
"""

# %%
print(f"v: 11 to 11.001    J: {3 * 11} to {3 * 11.001:.3f}")

# %% [markdown]
r"""
$J = 3v$ moves three times as far, so $dJ/dv = 3$. That was one step back.

Now $a$. Nudge $a$ from 5 to 5.001, and $v = a + u$ goes from 11 to 11.001: just as far, so
$dv/da = 1$. And what $J$ does when $v$ moves, we know already. The two factors multiply:

$$\frac{dJ}{da} = \frac{dJ}{dv} \cdot \frac{dv}{da} = 3 \cdot 1 = 3$$

This is the *chain rule*: along a path, slopes are multiplied. If $v$ moves 1 times as far as $a$,
and $J$ moves 3 times as far as $v$, then $J$ moves $3 \cdot 1$ times as far as $a$.

**A name for it.** All these derivatives have the same thing on top: the final output, $J$. So in
code one leaves it out. **`dvar` stands for the derivative of the final output with respect to
`var`**: `dv` is $dJ/dv$, `da` is $dJ/da$. Further to the left it goes on like this:

$$dv = \frac{dJ}{dv} = 3 \qquad\text{(7.1)}$$
$$da = dv \cdot \frac{dv}{da} = dv \cdot 1, \qquad du = dv \cdot \frac{dv}{du} = dv \cdot 1
\qquad\text{(7.2)}$$
$$db = du \cdot \frac{du}{db}, \qquad dc = du \cdot \frac{du}{dc} \qquad\text{(7.3)}$$

**Before you read on:** $u = bc$ with $b = 3$ and $c = 2$. Nudge $b$ to 3.001: how far does $u$
move? So what is $du/db$, and what is $db$? And the same for $c$?
"""

# %%
print(f"b: 3 to 3.001    u: 6 to {3.001 * 2:.3f}    J: 33 to {3 * (5 + 3.001 * 2):.3f}")
print(f"c: 2 to 2.001    u: 6 to {3 * 2.001:.3f}    J: 33 to {3 * (5 + 3 * 2.001):.3f}")

figures.explore(
    lambda a, b, c: figures.small_graph(a, b, c, derivatives=True),
    alt="The graph of J = 3(a + bc) with a = 5, b = 3, c = 2. Forward: u = 6, v = 11, J = 33."
    " Backward, on dashed arrows from right to left: dv = 3, da = 3, du = 3, db = 6, dc = 9.",
    a=(-5, 10, 1, 5),
    b=(-5, 10, 1, 3),
    c=(-5, 10, 1, 2),
)

# %% [markdown]
r"""
If $b$ moves by 0.001, $u$ moves $c = 2$ times as far, and $J$ moves $3 \cdot 2 = 6$ times as far.
If $c$ moves, $u$ moves $b = 3$ times as far, and $J$ moves 9 times as far. In a product, each
factor's slope is the *other* factor. That is why the values of the forward pass are kept.

Move the sliders. Which of the five derivatives depend on $a$? Which one is 0 when $b$ is 0, and
why?
"""

# %% [markdown]
r"""
### Exercise 7.1: backward
difficulty 2 of 5 · about 15 minutes · the reference is 5 lines

Compute (7.1) to (7.3), each from the one before it, for any `a`, `b` and `c`. With 5, 3 and 2 the
result is dv = 3, da = 3, du = 3, db = 6 and dc = 9.

<details><summary>Where do I start?</summary>

At the right end. What is the slope of J = 3v, and does it depend on the value of v?

</details>
<details><summary>Right for 5, 3, 2 and wrong for other numbers</summary>

Which of your numbers 6 and 9 is written as a number, and which is computed? Which letters make
the 2 and the 3 in them?

</details>
<details><summary>My db and dc have changed places</summary>

Nudge b by 1 in u = bc. By how much does u grow? Is that b or c?

</details>
"""


# %% exercise="graph_backward"
def graph_backward(a, b, c):
    """Derivatives of J = 3(a + bc), from right to left, equations (7.1) to (7.3).

    Parameters
    ----------
    a, b, c : float
        The three inputs.

    Returns
    -------
    grads : dict
        "dv", "du", "da", "db" and "dc" (floats): the derivative of J with respect to each.
    """
    ### BEGIN SOLUTION
    dv = 3
    da = dv * 1
    du = dv * 1
    db = du * c
    dc = du * b
    ### END SOLUTION
    return {"dv": dv, "du": du, "da": da, "db": db, "dc": dc}


# %% checks="graph_backward" points=5
check(graph_backward)

# %% [markdown]
r"""
You have formulas, and you have a way to test formulas. At a random place, not at a special one:
"""

# %%
if ready(two_sided_slope, derivative_error, graph_forward, graph_backward):
    a, b, c = 1.37, -0.82, 2.49
    grads = graph_backward(a, b, c)
    tests = {
        "da": (lambda x: graph_forward(x, b, c)["J"], a),
        "db": (lambda x: graph_forward(a, x, c)["J"], b),
        "dc": (lambda x: graph_forward(a, b, x)["J"], c),
    }
    for name, (cost, place) in tests.items():
        error = derivative_error(cost, lambda x, name=name: grads[name], place, 1e-5)
        print(f"{name} = {grads[name]:7.4f}     error against the nudge: {error:.0e}")

# %% [markdown]
r"""
### Why from right to left?

Count the steps for all three derivatives `da`, `db` and `dc`. The graph has three steps, and going
through all of them once is a *sweep*.

| way | sweeps | steps here | with $n$ inputs and $N$ steps |
|---|---|---|---|
| nudge each input to both sides | 2 for each input | 18 | $2nN$ |
| left to right: carry the slope for *one input* along | 1, and 1 for each input | 12 | $(n + 1)N$ |
| right to left: carry the slope of *the output* back | 1 forward, 1 back | 6 | $2N$ |

Look at `du`. From right to left it is computed once, and both `db` and `dc` use it; `dv` is used
by everything on its left. From left to right, or with nudges, the way from $u$ to $J$ is walked
anew for each input.

The number of inputs has vanished from the last line. There are many inputs and only one output, so
it pays to start from the output. Logistic regression on pictures of 64 by 64 pixels has $n = 12289$
parameters: nudging takes 24578 sweeps for *one* step of gradient descent, and the way back takes
two. That is the reason why every network is trained by a forward and a backward pass. The backward
pass has a name of its own: *backpropagation*.
"""

# %% [markdown]
r"""
## 8. A graph machine of your own

`graph_backward` knows one formula. But look at what it did: at each box it needed only what
happens *in that box*. Whether $u = bc$ stands in a small formula or deep in a network, its rule is
the same:

$$d\text{input} = d\text{output} \cdot \frac{\partial\,\text{output}}{\partial\,\text{input}}
\qquad\text{(8.1)}$$

The round $\partial$ says that the box has other inputs too, which keep still. The second factor is
the box's own, *local* slope. So a machine for every formula needs a small table of operations, and
nothing else:

| operation | output | local slope for $x$ | local slope for $y$ |
|---|---|---|---|
| `"add"` | $x + y$ | 1 | 1 |
| `"subtract"` | $x - y$ | 1 | ? |
| `"multiply"` | $xy$ | ? | ? |
| `"log"` | $\ln x$ | $1/x$ | |
| `"sigmoid"` | $\sigma(x) = \frac{1}{1 + e^{-x}}$ | $\sigma(x)\,(1 - \sigma(x))$ | |

**Before you read on:** fill in the three question marks. Nudge in your head.

The sigmoid is the curve that turns any number into a probability; `week2/logistic_regression` is
built on it.
"""

# %% [markdown]
r"""
### Exercise 8.1: one box, forward
difficulty 1 of 5 · about 10 minutes · the reference is 8 lines

Return the output of one operation. `inputs` is a list of one or two numbers; the first two lines
name them `x` and `y`. The operation `"add"` is given, the other four are yours.
`node_forward("multiply", [3, 2])` gives 6, and `node_forward("sigmoid", [0])` gives 0.5.

<details><summary>How do I tell the operations apart?</summary>

The same way the given lines do: operation is a text. Which word of Python says "else, if"?

</details>
<details><summary>The logarithm is not right</summary>

The natural logarithm, to base e, is meant. Which function of NumPy is that?

</details>
"""


# %% exercise="node_forward"
def node_forward(operation, inputs):
    """Output of one box of a graph.

    Parameters
    ----------
    operation : str
        "add", "subtract", "multiply", "log" or "sigmoid".
    inputs : list of float
        One number, or two.

    Returns
    -------
    output : float
    """
    x = inputs[0]
    y = inputs[-1]  # the second one, if there are two
    if operation == "add":
        output = x + y
    ### BEGIN SOLUTION
    elif operation == "subtract":
        output = x - y
    elif operation == "multiply":
        output = x * y
    elif operation == "log":
        output = np.log(x)
    elif operation == "sigmoid":
        output = 1 / (1 + np.exp(-x))
    ### END SOLUTION
    return output


# %% checks="node_forward" points=3
check(node_forward)

# %% [markdown]
r"""
Do you have to believe the table's slope of the sigmoid? No, you can measure it, on your own box:
"""

# %%
if ready(two_sided_slope, derivative_error, node_forward):

    def sigma(x):
        return node_forward("sigmoid", [x])

    for x in (-2.3, 0.4, 1.9):
        error = derivative_error(sigma, lambda x: sigma(x) * (1 - sigma(x)), x, 1e-5)
        print(f"x = {x:4}: error of sigma(x)(1 - sigma(x)) against the nudge: {error:.0e}")

# %% [markdown]
r"""
### Exercise 8.2: one box, backward
difficulty 2 of 5 · about 15 minutes · the reference is 9 lines

`dout` is the derivative of the final output with respect to this box's output: it arrives from the
right. Return a list with the derivative for each input, by (8.1) and the table. For `"add"` this
is given. `node_backward("multiply", [3, 2], 10)` gives `[20, 30]`, and
`node_backward("log", [4], 10)` gives `[2.5]`.

<details><summary>What is dout, really?</summary>

In the graph of section 7, look at the box u = bc. Which of the derivatives there arrives at this
box from the right? By what was it multiplied to get db?

</details>
<details><summary>My result for log is a number, not a list</summary>

Even one derivative goes into a list: the machine will go through inputs and derivatives in pairs.
What makes a list of one number?

</details>
<details><summary>The slope of the sigmoid is wrong</summary>

Its formula uses the value of the sigmoid twice. You have a function that computes this value. What
does the formula give at x = 0, and what does yours?

</details>
"""


# %% exercise="node_backward"
def node_backward(operation, inputs, dout):
    """Derivatives of one box of a graph with respect to its inputs, equation (8.1).

    Parameters
    ----------
    operation : str
        "add", "subtract", "multiply", "log" or "sigmoid".
    inputs : list of float
        One number, or two.
    dout : float
        The derivative of the final output with respect to this box's output.

    Returns
    -------
    dinputs : list of float
        The derivative of the final output with respect to each input, in their order.
    """
    x = inputs[0]
    y = inputs[-1]  # the second one, if there are two
    if operation == "add":
        dinputs = [dout, dout]
    ### BEGIN SOLUTION
    elif operation == "subtract":
        dinputs = [dout, -dout]
    elif operation == "multiply":
        dinputs = [dout * y, dout * x]
    elif operation == "log":
        dinputs = [dout / x]
    elif operation == "sigmoid":
        a = node_forward("sigmoid", inputs)
        dinputs = [dout * a * (1 - a)]
    ### END SOLUTION
    return dinputs


# %% checks="node_backward" points=5
check(node_backward)

# %% [markdown]
r"""
### A graph as a list

A graph is a list of *nodes*, from left to right. A node is one box: the name of its output, its
operation, and the names of its inputs. A constant is an input like any other, with its number for
a name:
"""

# %%
example = [
    ("u", "multiply", ["b", "c"]),
    ("v", "add", ["a", "u"]),
    ("J", "multiply", ["3", "v"]),
]
example_inputs = {"a": 5.0, "b": 3.0, "c": 2.0, "3": 3.0}

for name, operation, inputs in example:
    print(f"{name} = {operation} of {' and '.join(inputs)}")

# %% [markdown]
r"""
### Exercise 8.3: all boxes, forward
difficulty 2 of 5 · about 15 minutes · the reference is 3 lines

Go through the nodes from left to right. Look up the values of each node's inputs, let your
`node_forward` compute its output, and store it under the node's name. Return the values of all
names, the inputs included. For the example above, u is 6, v is 11 and J is 33. The caller's
dictionary must stay as it is; the first line makes a copy for you.

<details><summary>How do I take a node apart?</summary>

The loop above this exercise prints the nodes. What does it write between "for" and "in"?

</details>
<details><summary>node_forward wants numbers, and I have names</summary>

A dictionary gives the number for a name. How do you write the list of the numbers of all the names
in `inputs`?

</details>
<details><summary>KeyError: 'u'</summary>

When the node v asks for u, has the value of u been stored? In which dictionary do you store it,
and in which one do you look it up?

</details>
"""


# %% exercise="run_forward"
def run_forward(nodes, values):
    """Forward pass through any graph.

    Parameters
    ----------
    nodes : list of (name, operation, inputs)
        The boxes from left to right: each stands after those whose outputs it takes.
    values : dict of str to float
        The value of every input of the graph; not changed.

    Returns
    -------
    values : dict of str to float
        The value of every name, inputs and outputs.
    """
    values = dict(values)
    ### BEGIN SOLUTION
    for name, operation, inputs in nodes:
        numbers = [values[i] for i in inputs]
        values[name] = node_forward(operation, numbers)
    ### END SOLUTION
    return values


# %% checks="run_forward" points=4
check(run_forward)

# %% [markdown]
r"""
### When a number is used twice

In $J = 3(a + bc)$ every number goes into one box. Often it goes into several. Take the squared
error $J = e \cdot e$ with $e = 4$: one box, and $e$ enters it twice. By the rule of the product,
the first entrance reports $4$, the second one reports $4$ as well. And the truth?
"""

# %%
print(f"e: 4 to 4.001    J: 16 to {4.001 * 4.001:.3f}")

# %% [markdown]
r"""
The slope is 8, the *sum* of both reports: when $e$ moves, both factors move, and both moves reach
$J$. It is the same when a number goes into different boxes. Each path to the end carries its own
part, and the parts add up:

$$d\text{input} = \sum_{\text{boxes that it enters}} d\text{output} \cdot
\frac{\partial\,\text{output}}{\partial\,\text{input}} \qquad\text{(8.2)}$$

So along a path slopes are multiplied, and where paths meet they are added. There is nothing more
to know about backpropagation.

**Before you read on:** $J = a \cdot (a + b)$ with $a = 2$ and $b = 3$. Which two parts arrive at
$a$, and what is $da$?
"""

# %%
square_like = [("s", "add", ["a", "b"]), ("J", "multiply", ["a", "s"])]

if ready(node_forward, run_forward):
    figures.show(
        figures.graph(square_like, run_forward(square_like, {"a": 2.0, "b": 3.0})),
        alt="The graph of J = a(a + b): a = 2 and b = 3 enter the box s = a + b, which gives 5; a"
        " also goes straight to the box J = a times s, which gives 10.",
    )

# %% [markdown]
r"""
<details><summary>Answer</summary>

From the box $J = as$ straight to $a$: the other factor, $s = 5$. Through the box $s = a + b$: `ds`
is the other factor, 2, times 1. Together $da = 5 + 2 = 7$. And indeed
$J = a^2 + ab$, whose slope is $2a + b = 7$.

</details>
"""

# %% [markdown]
r"""
### Exercise 8.4: all boxes, backward
difficulty 4 of 5 · about 25 minutes · the reference is 7 lines

The heart of this notebook. `values` holds the values of all names, as `run_forward` returns them.
Collect the derivatives in a dictionary `d`, with one entry for each name:

1. all start at 0, except that of the last node's output, which is the final output itself: how far
   does it move when it moves?
2. go through the nodes from *right to left*; let `node_backward` turn the derivative of each
   node's output into those of its inputs;
3. *add* each of these to what has been collected for that input so far.

The last line is given; it puts the letter d in front of the names. For the example with
$J = 3(a + bc)$ you get da = 3, db = 6, dc = 9, du = 3, dv = 3 and dJ = 1. For $a(a + b)$ with 2
and 3 you get da = 7 and db = 2.

<details><summary>I do not know how to begin</summary>

Do it with pencil and paper for the three boxes of the example: a column for each name, all zeros,
and a 1 at J. Which box do you open first? Which two entries change?

</details>
<details><summary>How do I go from right to left?</summary>

Python can turn a list around. Which built-in function does that, and is the original list left as
it was?

</details>
<details><summary>All my derivatives are 0</summary>

Zero times anything is zero. Which entry must not be zero at the start, and which node asks for it
first?

</details>
<details><summary>Right for 3(a + bc), wrong for a(a + b)</summary>

What stands in `d["a"]` after the first box, and what after the second? Did the second one replace
something?

</details>
"""


# %% exercise="run_backward"
def run_backward(nodes, values):
    """Backward pass through any graph, equation (8.2).

    Parameters
    ----------
    nodes : list of (name, operation, inputs)
        The boxes from left to right; the output of the last one is the final output.
    values : dict of str to float
        The value of every name, as run_forward returns them; not changed.

    Returns
    -------
    grads : dict of str to float
        For each name, such as "u", the derivative of the final output under "du".
    """
    ### BEGIN SOLUTION
    d = dict.fromkeys(values, 0.0)
    d[nodes[-1][0]] = 1.0
    for name, operation, inputs in reversed(nodes):
        numbers = [values[i] for i in inputs]
        parts = node_backward(operation, numbers, d[name])
        for i, part in zip(inputs, parts, strict=True):
            d[i] = d[i] + part
    ### END SOLUTION
    return {f"d{name}": derivative for name, derivative in d.items()}


# %% checks="run_backward" points=8
check(run_backward)

# %% [markdown]
r"""
Your four functions, under one roof:
"""


# %%
class Graph:
    """A formula as a list of nodes, which can be computed forward and backward."""

    def __init__(self, nodes):
        self.nodes = nodes

    def forward(self, inputs):
        """Compute and keep all values; return the final output."""
        self.values = run_forward(self.nodes, inputs)
        return self.values[self.nodes[-1][0]]

    def backward(self):
        """Return the derivative of the final output with respect to every name."""
        self.grads = run_backward(self.nodes, self.values)
        return self.grads


machine = (node_forward, node_backward, run_forward, run_backward)

if ready(*machine):
    graph = Graph(example)
    print(f"J = {graph.forward(example_inputs):g}")
    print(", ".join(f"{name} = {value:g}" for name, value in graph.backward().items()))
    figures.show(
        figures.graph(graph.nodes, graph.values, graph.grads),
        alt="The graph of J = 3(a + bc) as the machine has computed it. Each box shows its formula,"
        " its value and its derivative: u = 6 with du = 3, v = 11 with dv = 3, J = 33 with dJ = 1;"
        " a = 5 with da = 3, b = 3 with db = 6, c = 2 with dc = 9.",
    )

# %% [markdown]
r"""
The same numbers as in section 7, from a machine that has never seen this formula before. (`d3` is
the derivative with respect to the constant. Nobody will ever change the 3, but the machine does not
know that.) In weeks 3 and 4 the boxes will hold whole matrices; the rules stay these two.
"""

# %% [markdown]
r"""
## 9. Check every derivative by nudging

Does your machine really work for *every* formula? Use what you know from section 4: nudge each
input of the graph to both sides, and watch the final output.

$$d\text{input} \approx \frac{J(\text{input} + \varepsilon) - J(\text{input} - \varepsilon)}
{2 \varepsilon} \qquad\text{(9.1)}$$

All other inputs keep their values. Each derivative costs two forward passes. That is slow, and it
needs no rule of any box, so it cannot make the same mistake as your backward pass. It is the check
that is called *gradient checking*.
"""

# %% [markdown]
r"""
### Exercise 9.1: all derivatives, by nudging
difficulty 3 of 5 · about 15 minutes · the reference is 4 lines

For each name in `names`, run your `run_forward` twice, with that input nudged to either side, and
apply (9.1). The final output is the output of the last node; its name is found for you in the
first line. For the example with `names = ["a", "b"]` and `eps = 0.1` the result is da = 3 and
db = 6.

<details><summary>How do I nudge one input and leave the others?</summary>

The right side of `{**values, "a": 5.1}` is a new dictionary with all the entries of `values`,
except that "a" has a new value. What is the name, and what the value, in your loop?

</details>
<details><summary>The second derivative is slightly wrong</summary>

When you nudge the second input, has the first one gone back to its old value? Do you change the
caller's dictionary, or a copy?

</details>
<details><summary>Can I use two_sided_slope?</summary>

Yes. It wants a function of one number. Which function of x gives the final output when the input
called `name` has the value x?

</details>
"""


# %% exercise="measured_gradients"
def measured_gradients(nodes, values, names, eps):
    """Derivatives of a graph's final output by nudging, equation (9.1).

    Parameters
    ----------
    nodes : list of (name, operation, inputs)
        The boxes from left to right.
    values : dict of str to float
        The value of every input of the graph; not changed.
    names : list of str
        The inputs for which the derivative is asked.
    eps : float
        Width of the nudge to each side.

    Returns
    -------
    grads : dict of str to float
        For each of the names, such as "a", the derivative under "da".
    """
    final = nodes[-1][0]
    grads = {}
    ### BEGIN SOLUTION
    for name in names:
        right = run_forward(nodes, {**values, name: values[name] + eps})[final]
        left = run_forward(nodes, {**values, name: values[name] - eps})[final]
        grads[f"d{name}"] = (right - left) / (2 * eps)
    ### END SOLUTION
    return grads


# %% checks="measured_gradients" points=5
check(measured_gradients)

# %% [markdown]
r"""
Now let chance write the formulas: a hundred graphs of ten boxes each, with random operations and
random wires. Would you find all their derivatives by hand?
"""

# %%
rng = np.random.default_rng(0)


def random_graph(boxes):
    """Nodes of a random graph over the inputs a, b and c."""
    names, nodes = ["a", "b", "c"], []
    for i in range(boxes):
        operation = str(rng.choice(["add", "subtract", "multiply", "sigmoid"]))
        count = 1 if operation == "sigmoid" else 2
        # The last name is always used, so that every box has a way to the end.
        inputs = [names[-1], *rng.choice(names, size=count - 1)]
        nodes.append((f"n{i}", operation, [str(name) for name in inputs]))
        names.append(f"n{i}")
    return nodes


if ready(*machine, measured_gradients):
    largest = 0.0
    for _ in range(100):
        nodes = random_graph(10)
        inputs = dict(zip("abc", rng.normal(size=3), strict=True))
        exact = run_backward(nodes, run_forward(nodes, inputs))
        near = measured_gradients(nodes, inputs, list("abc"), 1e-5)
        largest = max(largest, *(abs(exact[n] - near[n]) / (1 + abs(near[n])) for n in near))
    print(f"100 random graphs, 300 derivatives: the largest difference is {largest:.0e}")

# %% [markdown]
r"""
No difference but rounding: your machine is right wherever it has been tried. (Here the difference
is divided by 1 plus the size. Many of these derivatives are close to 0, and there (4.1) would
compare noise with noise.)

### What right to left is worth

In section 7 you counted. Now measure it: graphs $w_1 x_1 + w_2 x_2 + \dots$ with ever more inputs,
and the time for all derivatives by nudging and by your backward pass. **Before you read on:** with
ten times as many inputs, how many times as long will each of the two take?
"""

# %%
from functools import partial
from time import perf_counter


def sum_of_products(n):
    """Nodes of w1 x1 + ... + wn xn, put into a sigmoid, and the values of its inputs."""
    nodes, total = [], "0"
    for j in range(1, n + 1):
        nodes += [(f"p{j}", "multiply", [f"w{j}", f"x{j}"]), (f"s{j}", "add", [total, f"p{j}"])]
        total = f"s{j}"
    inputs = {f"w{j}": 0.1 for j in range(1, n + 1)} | {f"x{j}": 0.2 for j in range(1, n + 1)}
    return [*nodes, ("a", "sigmoid", [total])], {"0": 0.0, **inputs}


def both_ways(nodes, inputs):
    """All derivatives by a forward and a backward pass."""
    return run_backward(nodes, run_forward(nodes, inputs))


def fastest(run):
    """Seconds of the fastest of three runs: the other two were interrupted by something else."""
    times = []
    for _ in range(3):
        start = perf_counter()
        run()
        times.append(perf_counter() - start)
    return min(times)


if ready(*machine, measured_gradients):
    sizes = [1, 3, 10, 30, 100, 300]
    seconds = {"by nudging": [], "forward and backward": []}
    for n in sizes:
        nodes, inputs = sum_of_products(n)
        weights = [f"w{j}" for j in range(1, n + 1)]
        ways = {
            "by nudging": partial(measured_gradients, nodes, inputs, weights, 1e-5),
            "forward and backward": partial(both_ways, nodes, inputs),
        }
        for name, way in ways.items():
            seconds[name].append(fastest(way))
    figures.show(
        figures.work(sizes, seconds),
        alt="Seconds for all derivatives against the number of inputs, both axes logarithmic. The"
        " time by nudging rises twice as steeply as the time forward and backward, and is much"
        " longer at 300 inputs.",
    )
    ratio = seconds["by nudging"][-1] / seconds["forward and backward"][-1]
    print(f"with {sizes[-1]} inputs nudging takes {ratio:.0f} times as long")
    print(f"with 12288 inputs it would take about {ratio * 12288 / sizes[-1]:.0f} times as long")

# %% [markdown]
r"""
Ten times the inputs make the graph ten times as long. Backward takes ten times as long, then.
Nudging takes a hundred times as long: ten times as many sweeps, each ten times as long. So use
nudging to *check* a derivative, on a small example, and the backward pass to compute it.
"""

# %% [markdown]
r"""
## 10. Logistic regression on your graph

`week2/logistic_regression` trains a model of one neuron. For one example with two features $x_1$,
$x_2$ and the label $y$ (0 or 1) it computes, from left to right,

$$z = w_1 x_1 + w_2 x_2 + b \;\;\text{(10.1)} \qquad a = \sigma(z) \;\;\text{(10.2)} \qquad
\mathcal{L} = -\bigl( y \ln a + (1 - y) \ln (1 - a) \bigr) \;\;\text{(10.3)}$$

$z$ is a sum of weighted features, $a$ is the probability that the label is 1, and the loss
$\mathcal{L}$ says how wrong that is. Your five operations are enough for it. **Before you read
on:** write the nodes down yourself before you look. How many boxes are there? Which numbers are
used more than once?
"""

# %%
one_example = [
    ("p1", "multiply", ["w1", "x1"]),
    ("p2", "multiply", ["w2", "x2"]),
    ("s", "add", ["p1", "p2"]),
    ("z", "add", ["s", "b"]),
    ("a", "sigmoid", ["z"]),
    ("r", "log", ["a"]),
    ("u", "multiply", ["y", "r"]),
    ("k", "subtract", ["1", "y"]),
    ("q", "subtract", ["1", "a"]),
    ("t", "log", ["q"]),
    ("v", "multiply", ["k", "t"]),
    ("e", "add", ["u", "v"]),
    ("L", "subtract", ["0", "e"]),
]
example_1 = {"w1": 0.5, "x1": 2.0, "w2": 1.0, "x2": -1.0, "b": 1.0, "y": 0.0, "1": 1.0, "0": 0.0}

if ready(*machine):
    graph = Graph(one_example)
    graph.forward(example_1)
    grads = graph.backward()
    figures.show(
        figures.graph(graph.nodes, graph.values, grads),
        alt="The graph of logistic regression for one example in thirteen boxes, each with its"
        " value and its derivative. z = 1 with dz = 0.731, a = 0.731 with da = 3.718, L = 1.313"
        " with dL = 1; dw1 = 1.462, dw2 = -0.731, db = 0.731. The numbers a and y enter two boxes.",
    )
    for name in ("da", "dz", "dw1", "dw2", "db"):
        print(f"{name:4} = {grads[name]:7.4f}")
    print(f"a - y = {graph.values['a'] - graph.values['y']:.4f}")

# %% [markdown]
r"""
The number $a$ goes into two boxes, so `da` is a sum of two parts:
$da = -\frac{y}{a} + \frac{1 - y}{1 - a}$. (With $y = 0$ the first one is 0.) Then comes the
sigmoid's own slope, $a(1 - a)$, and almost everything cancels:

$$dz = da \cdot a(1 - a) = a - y \qquad\text{(10.4)}$$
$$dw_1 = x_1 \, dz, \qquad dw_2 = x_2 \, dz, \qquad db = dz \qquad\text{(10.5)}$$

Nobody told the machine that $dz = a - y$. It has multiplied along the paths and added where they
meet, and the same number came out. These are the numbers of section 5 in
`week2/logistic_regression`, where you write (10.5) by hand as `single_example_gradients`.
(If you read $dz = a(1 - a)$ somewhere: that is the slope of one box, not of the whole way to the
loss.)

With the derivatives comes the step. Each parameter moves against its own slope, and the data $x$,
$y$ and the constants stay:

$$w_1 := w_1 - \alpha \, dw_1, \qquad w_2 := w_2 - \alpha \, dw_2, \qquad b := b - \alpha \, db
\qquad\text{(10.6)}$$
"""

# %% [markdown]
r"""
### Exercise 10.1: one step of gradient descent
difficulty 2 of 5 · about 15 minutes · the reference is 5 lines

Forward, backward, then the step (10.6) for every input in `names`. Return a *new* dictionary of
the graph's inputs; the old one stays as it is. For the example `3(a + bc)` at 5, 3, 2 with
`names = ["a", "b"]` and `alpha = 0.1`, a becomes 4.7 and b becomes 2.4, while c and the constant
stay.

<details><summary>What does run_backward need?</summary>

Not only the inputs of the graph, but the values of all names. Which of your functions gives them?

</details>
<details><summary>The first parameter is right, the second is not</summary>

At which values were the derivatives computed? All of them belong to the *old* values. Is anything
computed anew after the first parameter has moved?

</details>
<details><summary>My x and y move, too</summary>

The backward pass gives a derivative for every name, for data as well. For which of them does the
caller want a step?

</details>
"""


# %% exercise="descent_step"
def descent_step(nodes, values, names, alpha):
    """One step of gradient descent on a graph, equation (10.6).

    Parameters
    ----------
    nodes : list of (name, operation, inputs)
        The boxes from left to right; the final output is to become smaller.
    values : dict of str to float
        The value of every input of the graph; not changed.
    names : list of str
        The inputs that move: the parameters.
    alpha : float
        Learning rate.

    Returns
    -------
    new_values : dict of str to float
        The value of every input of the graph after the step.
    """
    ### BEGIN SOLUTION
    grads = run_backward(nodes, run_forward(nodes, values))
    new_values = dict(values)
    for name in names:
        step = alpha * grads[f"d{name}"]
        new_values[name] = values[name] - step
    ### END SOLUTION
    return new_values


# %% checks="descent_step" points=5
check(descent_step)

# %%
if ready(*machine, descent_step):
    inputs = dict(example_1)
    for step in range(4):
        graph.forward(inputs)
        print(f"after {step} steps: a = {graph.values['a']:.4f}, loss = {graph.values['L']:.4f}")
        inputs = descent_step(one_example, inputs, ["w1", "w2", "b"], alpha=0.5)

# %% [markdown]
r"""
The label is 0. Step by step the probability $a$ comes down to it, and the loss falls.

### A whole data set is a larger graph

The cost of $m$ examples is the mean of their losses. That is a formula too: the boxes of one
example, $m$ times, with the *same* $w$ and $b$ in all of them, and a mean at the end. So $w$ goes
into $m$ boxes, and its derivative is a sum of $m$ parts: the sum over the examples that you meet
in every formula for a gradient is nothing but (8.2).

Here are the eight examples with one feature from `week2/logistic_regression`.
"""

# %%
toy_x = np.array([[-3.0, -2.0, -1.0, -0.5, 0.5, 1.0, 2.0, 3.0]])
toy_y = np.array([[0, 0, 1, 0, 1, 0, 1, 1]])


def cost_graph(x, y):
    """Nodes and data of the cost of logistic regression, one feature, any number of examples."""
    nodes, data, total = [], {"0": 0.0, "1": 1.0, "-1/m": -1 / x.size}, "0"
    for i, (x_i, y_i) in enumerate(zip(x.ravel(), y.ravel(), strict=True), start=1):
        data |= {f"x{i}": float(x_i), f"y{i}": float(y_i)}
        nodes += [
            (f"p{i}", "multiply", ["w", f"x{i}"]),
            (f"z{i}", "add", [f"p{i}", "b"]),
            (f"a{i}", "sigmoid", [f"z{i}"]),
            (f"r{i}", "log", [f"a{i}"]),
            (f"u{i}", "multiply", [f"y{i}", f"r{i}"]),
            (f"k{i}", "subtract", ["1", f"y{i}"]),
            (f"q{i}", "subtract", ["1", f"a{i}"]),
            (f"t{i}", "log", [f"q{i}"]),
            (f"v{i}", "multiply", [f"k{i}", f"t{i}"]),
            (f"e{i}", "add", [f"u{i}", f"v{i}"]),
            (f"s{i}", "add", [total, f"e{i}"]),
        ]
        total = f"s{i}"
    return [*nodes, ("J", "multiply", ["-1/m", total])], data


if ready(*machine, descent_step):
    nodes, data = cost_graph(toy_x, toy_y)
    inputs = {"w": -4.0, "b": 5.0, **data}
    points = [(inputs["w"], inputs["b"])]
    costs = [Graph(nodes).forward(inputs)]
    for _ in range(12):
        inputs = descent_step(nodes, inputs, ["w", "b"], alpha=2)
        points.append((inputs["w"], inputs["b"]))
        costs.append(Graph(nodes).forward(inputs))
    figures.show(
        figures.path(toy_x, toy_y, np.array(points)),
        alt="Contour lines of the cost over w and b with the twelve steps that the graph has made,"
        " from the start at w = -4, b = 5 to a place near the lowest point, marked by a star.",
    )
    print(f"{len(nodes)} boxes; cost at the start {costs[0]:.3f}, after 12 steps {costs[-1]:.3f}")
    print(f"after 12 steps: w = {points[-1][0]:.3f}, b = {points[-1][1]:.3f}")

# %% [markdown]
r"""
The picture and the last line are those of `week2/logistic_regression`, section 8, where the
derivatives come from formulas worked out by hand. Here nobody has worked anything out: a machine
of four short functions, written by you, has found them in a graph of 89 boxes.

The libraries that train large networks are built on the same two rules. Their boxes hold whole
matrices, they know more operations, and they run fast. The idea is what you have just written.

## What you have built

- slopes by measurement: `slope`, `two_sided_slope`, and a test for any formula:
  `derivative_error`;
- a walk downhill: `gradient_descent_1d`;
- one formula forward and backward: `graph_forward`, `graph_backward`;
- every formula forward and backward: `node_forward`, `node_backward`, `run_forward`,
  `run_backward`;
- a check of it and a use for it: `measured_gradients`, `descent_step`.

## What comes next

- `week2/logistic_regression`: the same derivatives by formula, for thousands of weights at once,
  on pictures.
- `week2/vectorization_and_broadcasting`: how one array operation replaces the loop over examples.
- Week 3 gives the graph a hidden layer. You will know every step of its backward pass.
"""
