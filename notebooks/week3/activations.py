# %% [markdown]
r"""
# Activation functions: what makes a network more than a line

At the end of this notebook you will have built the four functions that the units of a network
use, each with its way back for the gradient, and a proof that without such a function a network
of any size is only a line.

You will learn how to

- fold layers without an activation function into one, and see what such a network cannot do;
- compute sigmoid, tanh, ReLU and leaky ReLU, and hand a gradient back through each of them;
- choose among the four: tell from numbers which units have stopped learning, why many layers make
  it worse, and where no activation function at all is right.

You need logistic regression (`week2/logistic_regression`), matrix products, and the idea of a
slope as a nudge (`week2/derivatives_and_graphs`). How the gradient travels through a whole
network is the subject of `week3/planar_classifier`. Here you make the parts for it.

**How to work with this page.** Run the cells from top to bottom with Shift+Enter. In each of the
fifteen exercises you complete one function; `check(...)` says what is right and what is not, and
`hint(...)`, with the name of your function, prints a hint. Three of the exercises are questions:
decide before you read on. Where you read **Before you read on**, write your answer down first.
The exercises take about two hours in all.
"""

# %% locked="setup"
import numpy as np

from grader.student import figures, load_houses, notebook
from grader.student.small_nets import train_small_net

check, ready, hint = notebook("week3/activations")

# %% [markdown]
r"""
## 1. Why not simply pass $z$ on?

A unit of a network works in two steps: it computes $z = w^T x + b$, and then $a = g(z)$. The
function $g$ is its *activation function*. In logistic regression it was the sigmoid.

In a network with one hidden layer, $n^{[1]}$ such units stand side by side, and their outputs are
the inputs of the next layer. The number of the layer stands in square brackets. For all $m$
examples at once:

$$Z^{[1]} = W^{[1]} X + b^{[1]}, \qquad A^{[1]} = g^{[1]}\bigl(Z^{[1]}\bigr) \qquad\text{(1.1)}$$
$$Z^{[2]} = W^{[2]} A^{[1]} + b^{[2]}, \qquad A^{[2]} = g^{[2]}\bigl(Z^{[2]}\bigr)
\qquad\text{(1.2)}$$

shapes: $X$: $(n_x, m)$; $\;W^{[1]}$: $(n^{[1]}, n_x)$; $\;b^{[1]}$: $(n^{[1]}, 1)$;
$\;Z^{[1]}, A^{[1]}$: $(n^{[1]}, m)$; $\;W^{[2]}$: $(n^{[2]}, n^{[1]})$; $\;b^{[2]}$:
$(n^{[2]}, 1)$; $\;Z^{[2]}, A^{[2]}$: $(n^{[2]}, m)$.

Each layer may have a $g$ of its own, so it carries the layer's number too. Does it need one? The
simplest choice is to leave the second step out: $g(z) = z$, called the *linear* or *identity*
activation function. Put (1.1) into (1.2) and see what becomes of the hidden layer:

$$Z^{[2]} = W^{[2]} \bigl( W^{[1]} X + b^{[1]} \bigr) + b^{[2]}
= \underbrace{W^{[2]} W^{[1]}}_{W'} X + \underbrace{W^{[2]} b^{[1]} + b^{[2]}}_{b'}$$

It is gone. One layer with

$$W' = W^{[2]} W^{[1]} \qquad\text{(1.3)}\qquad\qquad b' = W^{[2]} b^{[1]} + b^{[2]}
\qquad\text{(1.4)}$$

shapes: $W'$: $(n^{[2]}, n_x) = (n^{[2]}, n^{[1]})(n^{[1]}, n_x)$; $\;b'$: $(n^{[2]}, 1)$

computes the same for every input. However many units the hidden layer had, the product has the
shape of a single layer.
"""

# %% [markdown]
r"""
### Exercise 1.1: fold two layers into one
difficulty 1 of 5 · about 10 minutes · the reference is 2 lines

Return $W'$ and $b'$ of (1.3) and (1.4). With `W1 = [[1, 0], [2, 1]]`, `b1 = [[1], [0]]`,
`W2 = [[3, -1]]` and `b2 = [[5]]` the result is `[[1, -1]]` and `[[8]]`.

<details><summary>ValueError: a mismatch in the core dimension</summary>

Write the shape under each factor. In which order do the two inner numbers agree? Which layer is
applied to x first, and on which side of the product does it then stand?

</details>
<details><summary>My W is right, my b is not</summary>

Follow b1 alone through the network: x = 0 enters, b1 leaves the first layer. What does the second
layer do with it before it adds its own bias?

</details>
"""


# %% exercise="collapse_linear"
def collapse_linear(W1, b1, W2, b2):
    """One layer that computes what two layers without activation function compute.

    Parameters
    ----------
    W1 : ndarray (n_1, n_x)
        Weights of the first layer.
    b1 : ndarray (n_1, 1)
        Its biases.
    W2 : ndarray (n_2, n_1)
        Weights of the second layer.
    b2 : ndarray (n_2, 1)
        Its biases.

    Returns
    -------
    W : ndarray (n_2, n_x)
        W' of equation (1.3).
    b : ndarray (n_2, 1)
        b' of equation (1.4).
    """
    ### BEGIN SOLUTION
    W = W2 @ W1
    b = W2 @ b1 + b2
    ### END SOLUTION
    return W, b


# %% checks="collapse_linear" points=4
check(collapse_linear)

# %% [markdown]
r"""
A formula on paper is one thing. Here are 1000 random networks of random sizes, each of them with
six layers. Your function folds the first two into one, that one and the third into one, and so
on; then both networks get the same inputs.
"""

# %%
from itertools import pairwise

if ready(collapse_linear):
    rng = np.random.default_rng(1)
    largest = 0.0
    for _ in range(1000):
        sizes = rng.integers(1, 30, size=7)
        layers = [
            (rng.normal(size=(n, before)) / np.sqrt(before), rng.normal(size=(n, 1)))
            for before, n in pairwise(sizes)
        ]
        X = rng.normal(size=(sizes[0], 10))
        A = X
        for W, b in layers:
            A = W @ A + b
        W_all, b_all = layers[0]
        for W, b in layers[1:]:
            W_all, b_all = collapse_linear(W_all, b_all, W, b)
        largest = max(largest, np.abs(W_all @ X + b_all - A).max())
    print(f"sizes of the last network: {sizes.tolist()}; folded: W {W_all.shape}, b {b_all.shape}")
    print(f"largest difference in 1000 networks: {largest:.0e}")

# %% [markdown]
r"""
Six layers or one: the outputs differ by rounding only.

### What such a network can do

Now a task. The points of class 1 lie in the middle, those of class 0 around them. Two networks
with four hidden units learn to tell them apart. Their output unit is a sigmoid, as in logistic
regression; only the hidden layer differs. In one it has no activation function, in the other it
has tanh, which you will write in section 2.
"""

# %% [markdown]
r"""
### Exercise 1.2: predict first
difficulty 1 of 5 · about 3 minutes · the reference is 1 line

A network has two inputs, *three* hidden layers of 50 units each, all of them with $g(z) = z$, and
one sigmoid unit at the end. It answers 1 where $a > \frac{1}{2}$. Which form can the boundary
between its two answers have in the plane, after any training?

- **a**: a straight line, and nothing else
- **b**: a curve with up to 50 bends
- **c**: a curve with up to three bends, one for each hidden layer
- **d**: any curve, if it is trained for long enough

Write the letter in quotes: `choice = "..."`.

<details><summary>Where do I begin?</summary>

What is left of the three hidden layers when you fold them, and the weights of the output unit
with them?

</details>
<details><summary>The output is a sigmoid, and a sigmoid is a curve</summary>

Its graph is. But where in the plane is sigma(z) equal to one half? Which equation in x1 and x2 is
that?

</details>
"""


# %% exercise="fifty_linear_units"
def fifty_linear_units():
    """Return the letter of the form that the boundary can have.

    Returns
    -------
    choice : str
        "a", "b", "c" or "d".
    """
    ### BEGIN SOLUTION
    choice = "a"
    ### END SOLUTION
    return choice


# %% checks="fifty_linear_units" points=1
check(fifty_linear_units)

# %%
m = 160
rng = np.random.default_rng(3)
angle = rng.uniform(0, 2 * np.pi, m)
inside = np.arange(m) < m // 2
radius = np.where(inside, rng.uniform(0.0, 1.0, m), rng.uniform(1.6, 2.4, m))
RING_X = np.stack([radius * np.cos(angle), radius * np.sin(angle)])
RING_Y = inside.astype(int).reshape(1, m)


def identity(z):
    return z


def two_nets(n_h):
    """Train a network with a linear and one with a tanh hidden layer."""
    layers = {"without activation function": identity, "with tanh": np.tanh}
    return {
        f"hidden layer {name}": train_small_net(RING_X, RING_Y, n_h, g, iterations=400)
        for name, g in layers.items()
    }


if ready():
    nets = two_nets(n_h=4)
    figures.explore(
        lambda n_h: figures.boundaries(RING_X, RING_Y, two_nets(n_h)),
        alt="Blue points in a disc, orange points in a ring around it, and the boundary of two"
        " trained networks with four hidden units. Without activation function it is a straight"
        " line through the middle that leaves a third of the points on the wrong side; with tanh"
        " it is a closed curve around the disc, and every point is on the right side.",
        static=figures.boundaries(RING_X, RING_Y, nets),
        n_h=[1, 2, 3, 4, 6, 8],
    )

# %% [markdown]
r"""
Same data, same training, same number of weights. The network on the left did not stop too early:
a straight line is all it can draw. Move the slider. On the left nothing changes, with any number
of units; on the right one unit gives a line, two leave the region open, three close the curve.

(`train_small_net` knows no formula for a slope. It nudges every weight to both sides and measures
how the cost changes. So it can train with any activation function, also with yours.)

Your function folds the trained network on the left, and shows the line:
"""

# %%
if ready(collapse_linear):
    net = nets["hidden layer without activation function"]
    W, b = collapse_linear(net.W1, net.b1, net.W2, net.b2)
    print(f"weights and biases before: {net.W1.size + net.b1.size + net.W2.size + net.b2.size}")
    print(f"after folding: z = {W[0, 0]:.3f} x1 {W[0, 1]:+.3f} x2 {b.item():+.3f}")

# %% [markdown]
r"""
Seventeen numbers were trained, and three of them would have done: this network *is* logistic
regression. So every hidden layer needs a function that is not a line. (One use of a linear hidden
layer is left: if it has fewer units than inputs and outputs, it forces the data through a narrow
place. That is done to compress data. It still computes nothing but a linear map.)
"""

# %% [markdown]
r"""
## 2. Sigmoid and tanh

The first function is an old friend:

$$a = \sigma(z) = \frac{1}{1 + e^{-z}} \qquad\text{(2.1)}$$

shape of $a$: that of $z$, since the function is applied entry by entry. That holds for every
activation function.
"""

# %% [markdown]
r"""
### Exercise 2.1: the sigmoid, once more
difficulty 1 of 5 · about 5 minutes · the reference is 2 lines

Write (2.1) again, for numbers and for arrays of any shape; copying your own from week 2 is fair.
`sigmoid(0)` is 0.5, and `sigmoid(np.array([-1.0, 0.0, 1.0]))` is about `[0.2689, 0.5, 0.7311]`.
The plain form of (2.1) earns all points, and NumPy warns about it for large negative z.

<details><summary>My sigmoid(0) is 2</summary>

In `1 / 1 + np.exp(-z)`, which operation does Python do first? How do you tell it that the sum
comes first?

</details>
<details><summary>NumPy warns: overflow encountered in exp</summary>

The value is right all the same. For a form that never warns: which exponent is never above 0,
whatever the sign of z? Section 2 of `week2/logistic_regression` leads there.

</details>
"""


# %% exercise="sigmoid"
def sigmoid(z):
    """Sigmoid function, equation (2.1), entry by entry.

    Parameters
    ----------
    z : float or ndarray of any shape

    Returns
    -------
    a : float or ndarray, same shape as z
        sigma(z), between 0 and 1.
    """
    ### BEGIN SOLUTION
    e = np.exp(-np.abs(z))
    a = np.where(z >= 0, 1, e) / (1 + e)
    ### END SOLUTION
    return a


# %% checks="sigmoid" points=2
check(sigmoid)

# %% [markdown]
r"""
### Its centred relative

The *hyperbolic tangent*, written tanh, is made of two exponentials:

$$a = \tanh(z) = \frac{e^{z} - e^{-z}}{e^{z} + e^{-z}} \qquad\text{(2.2)}$$

**Before you read on:** what is $\tanh(0)$? What does (2.2) come close to if $z$ is large, and
what if it is very negative? Which of the two exponentials matters in each case?

<details><summary>Answer</summary>

At 0 both exponentials are 1, so $\tanh(0) = 0/2 = 0$. For large $z$ the term $e^{-z}$ is next to
nothing and the fraction comes close to $e^z / e^z = 1$. For very negative $z$ it comes close to
$-e^{-z} / e^{-z} = -1$. So tanh runs from -1 to 1, and crosses 0 in the middle.

</details>

Its form should look familiar. Divide numerator and denominator of (2.2) by $e^z$, and compare with
(2.1):

$$\tanh(z) = \frac{1 - e^{-2z}}{1 + e^{-2z}} = 2\,\sigma(2z) - 1 \qquad\text{(2.3)}$$

It is the sigmoid, squeezed to half its width, stretched to twice its height, and moved down by 1.
"""

# %% [markdown]
r"""
### Exercise 2.2: tanh
difficulty 3 of 5 · about 15 minutes · the reference is 2 lines

Write tanh with exponentials, for numbers and for arrays of any shape. (`np.tanh` exists. After
this exercise you may use it; here you would learn nothing from it.) `tanh(0.5)` is 0.4621, and
`tanh(np.array([-1.0, 0.0, 1.0]))` is about `[-0.7616, 0.0, 0.7616]`.

This time the value itself is at stake: what does (2.2) as it stands give for $z = 1000$? Your
function must give 1 there, and -1 for $z = -1000$.

<details><summary>I get nan for z = 1000</summary>

A float ends near 10 to the power 308, so `np.exp(1000.0)` is inf. What does NumPy make of inf
divided by inf? Which form of (2.3) avoids it for positive z? And for negative z?

</details>
<details><summary>Right for positive z, nan for negative z, or the other way round</summary>

tanh(-z) = -tanh(z): both halves of the curve are the same up to the sign. Could you compute it
for the absolute value of z, and put the sign in afterwards? Which function of NumPy gives a sign?

</details>
<details><summary>Is there a way with what I have already?</summary>

Look at the right-hand side of (2.3). Which of your own functions stands there, and does it
survive z = 1000?

</details>
"""


# %% exercise="tanh"
def tanh(z):
    """Hyperbolic tangent, equation (2.2), entry by entry.

    Parameters
    ----------
    z : float or ndarray of any shape

    Returns
    -------
    a : float or ndarray, same shape as z
        tanh(z), between -1 and 1.
    """
    ### BEGIN SOLUTION
    e = np.exp(-2 * np.abs(z))
    a = np.sign(z) * (1 - e) / (1 + e)
    ### END SOLUTION
    return a


# %% checks="tanh" points=4
check(tanh)

# %% [markdown]
r"""
### Why the centre matters

A hidden layer of 50 units looks at 400 examples. Its weights and the data are random, so the
values $z$ scatter around 0. **Before you read on:** what is the mean of all activations if $g$ is
the sigmoid? If it is tanh?
"""

# %%
if ready(sigmoid, tanh):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(5, 400))
    Z1 = rng.normal(size=(50, 5)) / np.sqrt(5) @ X
    outputs = {"sigmoid": sigmoid(Z1), "tanh": tanh(Z1)}
    figures.show(
        figures.histograms(outputs),
        alt="How often each activation occurs. The values of the sigmoid all lie between 0 and 1"
        " and have the mean 0.5; those of tanh lie on both sides of 0 and have a mean near 0.",
    )
    for name, A1 in outputs.items():
        print(f"{name:8} mean {A1.mean():6.3f}, share of positive values {np.mean(A1 > 0):.0%}")

# %% [markdown]
r"""
The next layer takes these numbers as its inputs. With inputs that are all positive it has a
handicap. For one example, the gradient of an output unit's weights is $dw = a^{[1]} dz$, as in
logistic regression. If every entry of $a^{[1]}$ is positive, then all entries of $dw$ have the
sign of $dz$: this example can only push *all* weights up or *all* weights down. A step in which
one grows while another shrinks has to be put together from several examples, in a zigzag. With
tanh the inputs are centred, as one likes to centre data before learning from them, and the signs
are free.

So for hidden units tanh is nearly always the better of the two. The sigmoid keeps one place: the
output unit for labels 0 and 1, where a number between 0 and 1 is what we want. The layers then
have different functions: $g^{[1]} = \tanh$, $g^{[2]} = \sigma$.
"""

# %% [markdown]
r"""
## 3. ReLU and its leaky version

Both curves have the same weakness. For large $z$ of either sign they become flat: the unit is
*saturated*, its slope is close to 0, and gradient descent, which lives on slopes, hardly moves
it. The *rectified linear unit* has no flat part on the right:

$$\mathrm{ReLU}(z) = \max(0, z) \qquad\text{(3.1)}$$

**Before you read on:** half of this function is a line and the other half is 0. Is that enough?
Fold two layers with ReLU between them: for which inputs does (1.3) still hold?

<details><summary>Answer</summary>

Only for inputs at which all hidden $z$ are positive. Elsewhere some units are switched off, and
which ones depends on the input. So the network is made of many flat pieces, with bends where a
unit goes on or off. One bend is enough to be more than a line, and with many bends the pieces
can follow any curve.

</details>
"""

# %% [markdown]
r"""
### Exercise 3.1: ReLU
difficulty 1 of 5 · about 5 minutes · the reference is 1 line

Write (3.1), for numbers and for arrays of any shape. `relu(np.array([-2.0, 0.0, 3.0]))` is
`[0.0, 0.0, 3.0]`.

<details><summary>ValueError: the truth value of an array is ambiguous</summary>

`max(0, z)` and `if z > 0` ask one question about the whole array. Which function of NumPy
compares entry by entry? Look at the list in `week2/vectorization_and_broadcasting`.

</details>
<details><summary>np.max gives an error, or one number</summary>

Read the first lines of `help(np.max)`. What is its second argument? Its longer-named relative
takes two arrays.

</details>
"""


# %% exercise="relu"
def relu(z):
    """Rectified linear unit, equation (3.1), entry by entry.

    Parameters
    ----------
    z : float or ndarray of any shape

    Returns
    -------
    a : float or ndarray, same shape as z
        z where it is positive, else 0.
    """
    ### BEGIN SOLUTION
    a = np.maximum(0, z)
    ### END SOLUTION
    return a


# %% checks="relu" points=2
check(relu)

# %% [markdown]
r"""
ReLU is flat as well, on the left. While the $z$ of a unit is negative, nothing comes back through
it. If that is so for *every* example, the unit stops learning for good. The *leaky* ReLU keeps a
small slope there, usually 0.01:

$$\mathrm{leaky}(z) = \begin{cases} z & \text{if } z > 0 \\ 0.01\, z & \text{otherwise}
\end{cases} \qquad\text{(3.2)}$$

Since 0.01 is a choice, the function that you write has it as an argument, `slope`.
"""

# %% [markdown]
r"""
### Exercise 3.2: leaky ReLU
difficulty 1 of 5 · about 10 minutes · the reference is 1 line

Write (3.2) with `slope` in place of 0.01. `leaky_relu(np.array([-2.0, 3.0]))` is `[-0.02, 3.0]`,
and `leaky_relu(-2.0, 0.5)` is -1.0. The slope is always between 0 and 1.

<details><summary>How do I choose between two values, entry by entry?</summary>

Read `help(np.where)`: it takes a condition and two values, and each may be an array.

</details>
<details><summary>Is there a form like that of ReLU?</summary>

Draw the lines z and 0.01 z on paper. Which of them is the higher one to the right of 0? To the
left?

</details>
"""


# %% exercise="leaky_relu"
def leaky_relu(z, slope=0.01):
    """Leaky ReLU, equation (3.2), entry by entry.

    Parameters
    ----------
    z : float or ndarray of any shape
    slope : float
        Slope for negative z, above 0 and below 1.

    Returns
    -------
    a : float or ndarray, same shape as z
        z where it is positive, else slope times z.
    """
    ### BEGIN SOLUTION
    a = np.where(z > 0, z, slope * z)
    ### END SOLUTION
    return a


# %% checks="leaky_relu" points=3
check(leaky_relu)

# %% [markdown]
r"""
### All four

**Before you look:** the dashed lines are the slopes. Cover them, and guess for each function the
largest slope that it has, and the slope far to the left and far to the right.
"""

# %%
figures.explore(
    figures.activations,
    alt="Sigmoid, tanh, ReLU and leaky ReLU from z = -6 to 6, each with its slope. The slope of the"
    " sigmoid is a low hill of height 0.25, that of tanh a hill of height 1; both are near 0 beyond"
    " 4. The slope of ReLU jumps from 0 to 1 at z = 0, that of leaky ReLU from 0.01 to 1.",
    static=figures.activations(),
    z=(-6.0, 6.0, 0.5, 1.0),
    leak=[0.01, 0.05, 0.1, 0.2, 0.3],
)

# %% [markdown]
r"""
The sigmoid's slope is never above 0.25. The one of tanh reaches 1, but only in the middle. To the
right of 0, ReLU and leaky ReLU have the slope 1 however large $z$ becomes: for half of the line
they never tire. That is why networks with them often learn much faster.
"""

# %% [markdown]
r"""
## 4. Slopes: measure, then derive

Gradient descent needs the dashed lines as numbers. Before there are formulas, let us have a way
to *measure*: nudge $z$ by a small $\varepsilon$ (epsilon) to both sides, and divide height by
width.

$$g'(z) \approx \frac{g(z + \varepsilon) - g(z - \varepsilon)}{2\,\varepsilon}
\qquad\text{(4.1)}$$

shape: that of $z$. A nudge to both sides costs one more call than a nudge to one side, and its
error is far smaller: it shrinks with $\varepsilon^2$, the other with $\varepsilon$.
"""

# %% [markdown]
r"""
### Exercise 4.1: measure a slope
difficulty 2 of 5 · about 10 minutes · the reference is 2 lines

Write (4.1) for any function `g` that works entry by entry. With `g = np.exp`, `z = 0.0` and
`epsilon = 0.1` the result is 1.00167; the true slope is 1.

<details><summary>My result is twice as large</summary>

How far apart are the two points at which g is computed?

</details>
<details><summary>My result is huge, or hardly changes with epsilon</summary>

In `p - q / 2 * e`, what does Python do first, and what next? Put brackets where the fraction in
(4.1) has its line, above it and below it.

</details>
"""


# %% exercise="numerical_slope"
def numerical_slope(g, z, epsilon=1e-5):
    """Slope of a function by a nudge to both sides, equation (4.1).

    Parameters
    ----------
    g : function
        Works on numbers and on arrays, entry by entry.
    z : float or ndarray of any shape
        Where to measure.
    epsilon : float
        Size of the nudge to each side.

    Returns
    -------
    slope : float or ndarray, same shape as z
    """
    ### BEGIN SOLUTION
    height = g(z + epsilon) - g(z - epsilon)
    slope = height / (2 * epsilon)
    ### END SOLUTION
    return slope


# %% checks="numerical_slope" points=3
check(numerical_slope)

# %% [markdown]
r"""
**Before you read on:** write down, as well as you can from the figure, the value and the slope of
all four functions at $z = 10$, $z = -10$ and $z = 0$. The next cell measures them.
"""

# %%
FUNCTIONS = (sigmoid, tanh, relu, leaky_relu)

if ready(*FUNCTIONS, numerical_slope):
    at = np.array([10.0, -10.0, 0.0])
    print(f"{'':12}{'value at':>10} 10, -10, 0{'':10}{'slope at':>10} 10, -10, 0")
    for g in FUNCTIONS:
        values = "".join(f"{v:10.5f}" for v in g(at))
        slopes = "".join(f"{v:10.5f}" for v in numerical_slope(g, at))
        print(f"{g.__name__:12}{values}   {slopes}")

# %% [markdown]
r"""
At $\pm 10$ sigmoid and tanh are within a hair of their limits, and next to no slope is left. (The
zeros and ones of tanh there are rounded: no finite $z$ reaches a limit.) In the middle
they have their largest slopes, 1/4 and 1. And for ReLU at 0 the measurement says one half, which is
the slope neither on its left nor on its right. We come back to that.

### Four formulas

**Sigmoid.** With $a = \sigma(z) = (1 + e^{-z})^{-1}$, the chain rule gives

$$\sigma'(z) = \frac{e^{-z}}{(1 + e^{-z})^2} = \frac{1}{1 + e^{-z}} \cdot
\frac{e^{-z}}{1 + e^{-z}} = a\,(1 - a) \qquad\text{(4.2)}$$

because $1 - a = \frac{e^{-z}}{1 + e^{-z}}$. Once $a$ is known, the slope costs one multiplication.

**tanh.** Call the numerator of (2.2) $p$ and its denominator $q$. The derivative of $p$ is $q$,
and that of $q$ is $p$. By the rule for fractions

$$\tanh'(z) = \frac{q \cdot q - p \cdot p}{q^2} = 1 - \frac{p^2}{q^2} = 1 - a^2
\qquad\text{(4.3)}$$

**ReLU and leaky ReLU** are lines with a corner, and their slopes can be read off:

$$\mathrm{ReLU}'(z) = \begin{cases} 1 & \text{if } z > 0 \\ 0 & \text{if } z < 0 \end{cases}
\qquad\text{(4.4)} \qquad\qquad
\mathrm{leaky}'(z) = \begin{cases} 1 & \text{if } z > 0 \\ 0.01 & \text{if } z < 0 \end{cases}
\qquad\text{(4.5)}$$

**Before you read on:** check (4.2) and (4.3) in your head at $z = 0$, where $a = \frac{1}{2}$ and
$a = 0$. Then look again at (4.4) and (4.5). Which $z$ is missing?
"""

# %%
figures.show(
    figures.kink(),
    alt="The ReLU around z = 0, three times. A nudge to the left measures the slope 0, a nudge to"
    " the right the slope 1, and a nudge to both sides 0.5.",
)

# %% [markdown]
r"""
### The kink

At $z = 0$ exactly, ReLU has no derivative: the slope depends on the side from which you come, and
a nudge to both sides takes the mean of the two. What do people do? They pick one. Some take 0,
some take 1, and any number between would do. For training there is no noticeable
difference: $z$ is hardly ever exactly 0. The cell below counts.

Hardly ever is not never. A unit with $b = 0$ that looks at an all-black picture has $z = 0$
exactly. Even then both choices work. In the exercises below you may choose either; `check` never
asks for the slope at 0.
"""

# %%
rng = np.random.default_rng(0)
print(f"exact zeros among a million random z: {np.sum(rng.normal(size=1_000_000) == 0)}")

# %% [markdown]
r"""
## 5. The way back

In a network, a gradient arrives from the right: $dA$ tells how much the cost changes with every
activation. The layer has to pass on $dZ$: how much the cost changes with every $z$. Each entry of
$A$ comes from one entry of $Z$, so the chain rule says: multiply, entry by entry.

$$dZ = dA * g'(Z) \qquad\text{(5.1)}$$

shapes: $dZ$, $dA$ and $Z$ are all $(n, m)$. The sign $*$ is the product entry by entry. Nothing is
added up and nothing is divided by $m$; that happens later, when $dW$ and $db$ are made of $dZ$.

For the four functions, with (4.2) to (4.5):

$$\text{sigmoid:}\quad A = \sigma(Z), \quad dZ = dA * A * (1 - A) \qquad\text{(5.2)}$$
$$\text{tanh:}\quad A = \tanh(Z), \quad dZ = dA * (1 - A^2) \qquad\text{(5.3)}$$
$$\text{ReLU:}\quad dZ = dA \;\text{ where } Z > 0, \text{ else } 0 \qquad\text{(5.4)}$$
$$\text{leaky ReLU:}\quad dZ = dA \;\text{ where } Z > 0, \text{ else } 0.01\, dA
\qquad\text{(5.5)}$$

$A^2$ means: every entry squared. Each function below takes $dA$ and $Z$, as your deep network will
call it in week 4. So the first two compute $A$ again before they use it.

**Before you read on:** one unit of a ReLU layer has the $z$ values -2, 1, -1, 3 for four
examples, and $dA$ is 5 for each. What is its row of $dZ$? And which row comes out if the unit is a
sigmoid: roughly, not in digits?

<details><summary>Answer</summary>

ReLU: 0, 5, 0, 5. The gate is open for the second and the fourth example, and there all of $dA$
passes. Sigmoid: something from every example, but little, at most a quarter of 5; most for $z = 1$
and $-1$, least for 3. In digits: 0.52, 0.98, 0.98, 0.23.

</details>
"""

# %% [markdown]
r"""
### Exercise 5.1: back through the sigmoid
difficulty 2 of 5 · about 10 minutes · the reference is 2 lines

Write (5.2). With `dA = np.array([[2.0, -1.0]])` and `Z = np.array([[0.0, 1.0]])` the result is
`[[0.5, -0.1966]]`.

<details><summary>My values are far too large</summary>

The slope of the sigmoid is made of A, not of Z. Which of your functions turns the one into the
other?

</details>
<details><summary>My result does not change when dA does</summary>

Which factor of (5.1) have you computed, and which one is missing?

</details>
<details><summary>A mismatch in the core dimension, or the wrong shape</summary>

`@` multiplies rows with columns and adds up. How do you multiply two arrays entry by entry?

</details>
"""


# %% exercise="sigmoid_backward"
def sigmoid_backward(dA, Z):
    """Gradient back through the sigmoid, equation (5.2).

    Parameters
    ----------
    dA : ndarray (n, m)
        Derivatives of the cost with respect to the activations.
    Z : ndarray (n, m)
        What the sigmoid was applied to.

    Returns
    -------
    dZ : ndarray (n, m)
        Derivatives of the cost with respect to Z.
    """
    ### BEGIN SOLUTION
    A = sigmoid(Z)
    dZ = dA * A * (1 - A)
    ### END SOLUTION
    return dZ


# %% checks="sigmoid_backward" points=4
check(sigmoid_backward)

# %% [markdown]
r"""
### Exercise 5.2: back through tanh
difficulty 2 of 5 · about 5 minutes · the reference is 2 lines

Write (5.3). With `dA = np.array([[2.0, -1.0]])` and `Z = np.array([[0.0, 1.0]])` the result is
`[[2.0, -0.42]]`.

<details><summary>My result is right for small Z only</summary>

What does (5.3) square: Z or A? Why do the two hardly differ when Z is small?

</details>
<details><summary>How do I square every entry?</summary>

`A @ A` is a product of matrices. Which operator raises each entry to a power? (`^` is something
else in Python.)

</details>
"""


# %% exercise="tanh_backward"
def tanh_backward(dA, Z):
    """Gradient back through tanh, equation (5.3).

    Parameters
    ----------
    dA : ndarray (n, m)
        Derivatives of the cost with respect to the activations.
    Z : ndarray (n, m)
        What tanh was applied to.

    Returns
    -------
    dZ : ndarray (n, m)
        Derivatives of the cost with respect to Z.
    """
    ### BEGIN SOLUTION
    A = tanh(Z)
    dZ = dA * (1 - A**2)
    ### END SOLUTION
    return dZ


# %% checks="tanh_backward" points=3
check(tanh_backward)

# %% [markdown]
r"""
### Exercise 5.3: back through ReLU
difficulty 2 of 5 · about 10 minutes · the reference is 1 line

Write (5.4). With `dA = np.array([[2.0, -1.0]])` and `Z = np.array([[-3.0, 4.0]])` the result is
`[[0.0, -1.0]]`.

<details><summary>Which of the two arrays decides?</summary>

The gate was opened or closed on the way forward. Which array did it look at then?

</details>
<details><summary>I made a copy of dA and changed it. Is that allowed?</summary>

Yes, a copy is yours. What would happen to the caller's dA without the word copy?

</details>
"""


# %% exercise="relu_backward"
def relu_backward(dA, Z):
    """Gradient back through ReLU, equation (5.4).

    Parameters
    ----------
    dA : ndarray (n, m)
        Derivatives of the cost with respect to the activations.
    Z : ndarray (n, m)
        What ReLU was applied to.

    Returns
    -------
    dZ : ndarray (n, m)
        Derivatives of the cost with respect to Z.
    """
    ### BEGIN SOLUTION
    dZ = dA * (Z > 0)
    ### END SOLUTION
    return dZ


# %% checks="relu_backward" points=3
check(relu_backward)

# %% [markdown]
r"""
### Exercise 5.4: back through leaky ReLU
difficulty 2 of 5 · about 5 minutes · the reference is 1 line

Write (5.5) with `slope` in place of 0.01. With `dA = np.array([[2.0, -1.0]])` and
`Z = np.array([[-3.0, 4.0]])` the result is `[[0.02, -1.0]]`.

<details><summary>What becomes of ReLU's zeros?</summary>

The gate is no longer closed but nearly closed. What part of dA still passes it?

</details>
<details><summary>My negative entries do not depend on dA</summary>

(4.5) is the slope. (5.5) is the slope times something. Is that something there on both sides of 0?

</details>
"""


# %% exercise="leaky_relu_backward"
def leaky_relu_backward(dA, Z, slope=0.01):
    """Gradient back through leaky ReLU, equation (5.5).

    Parameters
    ----------
    dA : ndarray (n, m)
        Derivatives of the cost with respect to the activations.
    Z : ndarray (n, m)
        What leaky ReLU was applied to.
    slope : float
        Its slope for negative z.

    Returns
    -------
    dZ : ndarray (n, m)
        Derivatives of the cost with respect to Z.
    """
    ### BEGIN SOLUTION
    dZ = np.where(Z > 0, dA, slope * dA)
    ### END SOLUTION
    return dZ


# %% checks="leaky_relu_backward" points=3
check(leaky_relu_backward)

# %% [markdown]
r"""
Formulas on one side, measured slopes on the other: your own `numerical_slope` judges your four
functions.
"""

# %%
BACKWARD = (sigmoid_backward, tanh_backward, relu_backward, leaky_relu_backward)

if ready(*FUNCTIONS, numerical_slope, *BACKWARD):
    rng = np.random.default_rng(5)
    Z, upstream = 2 * rng.normal(size=(4, 500)), rng.normal(size=(4, 500))
    for g, backward in zip(FUNCTIONS, BACKWARD, strict=True):
        difference = np.abs(backward(upstream, Z) - upstream * numerical_slope(g, Z)).max()
        print(f"{backward.__name__:20} largest difference from a nudge: {difference:.0e}")

# %% [markdown]
r"""
All four agree with the nudge up to its own error. This comparison is worth a habit: whenever you
write a formula for a gradient, measure it once. In `week3/planar_classifier` it will check a whole
network.
"""

# %% [markdown]
r"""
## 6. Saturation, in numbers

Where the curve is flat the factor $g'(Z)$ in (5.1) is next to 0, and so is everything that goes
back through it. How many units does that hit? For tanh, call an activation saturated if it is
close to one of its limits, that is if $|a| > 0.99$:

$$\text{share} = \frac{\text{number of entries of } A \text{ with } |a| > 0.99}
{\text{number of entries of } A} \qquad\text{(6.1)}$$

**Before you read on:** how large is the slope of tanh at $a = 0.99$? Use (4.3).

<details><summary>Answer</summary>

$1 - 0.99^2 = 0.0199$: less than 2 percent of the gradient comes through.

</details>
"""

# %% [markdown]
r"""
### Exercise 6.1: count the saturated
difficulty 1 of 5 · about 5 minutes · the reference is 1 line

Return the share (6.1), with `limit` in place of 0.99, for an array `A` of any shape. For
`A = np.array([[0.5, -0.995, 0.999, 0.1]])` it is 0.5.

<details><summary>How do I count entries?</summary>

Compare the whole array with the limit. What are True and False as numbers, and what is their
mean?

</details>
<details><summary>I miss some entries</summary>

tanh has two flat ends. Which entries does your comparison find, and what do the bars in (6.1)
mean?

</details>
"""


# %% exercise="share_saturated"
def share_saturated(A, limit=0.99):
    """Share of saturated tanh activations, equation (6.1).

    Parameters
    ----------
    A : ndarray of any shape
        Activations, between -1 and 1.
    limit : float
        From which size on an activation counts as saturated.

    Returns
    -------
    share : float
        Between 0 and 1.
    """
    ### BEGIN SOLUTION
    share = float(np.mean(np.abs(A) > limit))
    ### END SOLUTION
    return share


# %% checks="share_saturated" points=2
check(share_saturated)

# %% [markdown]
r"""
What saturates a unit are large $z$, and large $z$ come from large weights. So think of the
beginning of a training: the first weights are random, and their spread is your choice.
"""

# %% [markdown]
r"""
### Exercise 6.2: predict first
difficulty 2 of 5 · about 3 minutes · the reference is 1 line

A network has a tanh hidden layer and a sigmoid output. You draw $W^{[1]}$ with a spread of 100
instead of 1; $W^{[2]}$, the data and the learning rate stay the same. How far does the first step
of gradient descent move the entries of $W^{[1]}$, on average, compared with a spread of 1?

- **a**: about 100 times as far, since the weights are 100 times as large
- **b**: just as far, since the step depends on the data and not on the weights
- **c**: much further, since the hidden units now answer with surer values
- **d**: not nearly as far, since little of the gradient reaches $W^{[1]}$

Write the letter in quotes: `choice = "..."`.

<details><summary>Where do I begin?</summary>

The step of W1 is made of dZ1. Which factor of dZ1 depends on the size of Z1?

</details>
<details><summary>Can a larger weight have a smaller gradient?</summary>

Compare two points on the curve of tanh: one in the middle and one far to the right. On which of
them does a nudge of z change more?

</details>
"""


# %% exercise="hundred_times_larger"
def hundred_times_larger():
    """How far the first step goes when the weights are 100 times larger.

    Returns
    -------
    choice : str
        "a", "b", "c" or "d".
    """
    ### BEGIN SOLUTION
    choice = "d"
    ### END SOLUTION
    return choice


# %% checks="hundred_times_larger" points=1
check(hundred_times_larger)

# %%
scales = [0.01, 0.1, 1, 10, 100]
W1 = np.random.default_rng(0).normal(size=(50, 2))

if ready(tanh, tanh_backward, share_saturated):
    shares, slopes = [], []
    print("spread of W1   saturated   mean slope")
    for scale in scales:
        Z1 = scale * W1 @ RING_X
        shares.append(share_saturated(tanh(Z1)))
        slopes.append(tanh_backward(np.ones(Z1.shape), Z1).mean())
        print(f"{scale:12g}{shares[-1]:12.1%}{slopes[-1]:13.4f}")
    figures.show(
        figures.saturation_by_scale(scales, shares, slopes),
        alt="Two curves over the spread of the weights from 0.01 to 100. The share of saturated"
        " units grows from 0 to about 95 percent; the mean slope falls from 1 to about 0.03.",
    )

# %% [markdown]
r"""
With a spread of 100 about 95 percent of the activations are stuck at an end, and on average less
than 3 percent of the gradient comes through. Such a network starts in a place where it can hardly
learn. That is why first weights are drawn small. (Not zero: that has another problem, which
`week3/planar_classifier` shows.)

ReLU does not saturate to the right, but it can die on the left. Here the same hidden layer is
given ReLU and a strongly negative bias:
"""

# %%
if ready(relu_backward, leaky_relu_backward):
    Z1 = W1 @ RING_X - 4.0
    for backward in (relu_backward, leaky_relu_backward):
        silent = np.all(backward(np.ones(Z1.shape), Z1) == 0, axis=1)
        print(f"{backward.__name__:20} units that no example can teach: {silent.sum()} of 50")

# %% [markdown]
r"""
A ReLU unit that is off for every example gets the gradient 0 from every example, and stays as it
is. The leak keeps all of them alive, if only at a hundredth of the speed. In practice, with
sensible first weights and learning rates, enough ReLU units stay on, so the plain one is the more
common choice.
"""

# %% [markdown]
r"""
## 7. Ten layers: how a gradient vanishes

One flat function costs a factor. Many layers multiply such factors. To see it without anything
else in the way, take the thinnest deep network there is: a chain of single units, without biases.

$$a_0 = x, \qquad z_l = w_l\, a_{l-1}, \qquad a_l = \sigma(z_l), \qquad l = 1, \dots, L
\qquad\text{(7.1)}$$

By the chain rule the slope of the last activation with respect to the input is a product with two
factors for each unit:

$$dx = \frac{da_L}{dx} = \prod_{l=1}^{L} w_l\, \sigma'(z_l) \qquad\text{(7.2)}$$

shapes: all of these are single numbers.

In code one goes forward, keeps every $z_l$, and comes back from right to left: begin with
$da_L/da_L = 1$, and for each unit go through $\sigma$ with `sigmoid_backward` (which takes single
numbers as well) and then through the weight. Nothing more than this happens in a deep network,
only with matrices.

**Before you read on:** all weights are 1. The slope of the sigmoid is at most 1/4. So how large
can (7.2) be at most with ten units?
"""

# %% [markdown]
r"""
### Exercise 7.1: a chain, forward and back
difficulty 3 of 5 · about 20 minutes · the reference is 7 lines

Return $a_L$ of (7.1) and $dx$ of (7.2), for a number `x` and a list of $L$ weights. With `x = 1.0`
and `weights = [2.0, -1.0]` the result is 0.2930 and -0.0435.

<details><summary>I do not know how to begin</summary>

Write the forward loop first and return `a`. Then ask: which numbers does (7.2) need again, and
how can the forward loop keep them?

</details>
<details><summary>My a is right, my dx is not</summary>

Print the slope of the sigmoid at every unit. At what is it computed: at z of that unit, at a, or
at x? And has every weight its place in the product?

</details>
<details><summary>How do I walk through two lists from the end?</summary>

`reversed(...)` gives a list from its end, and `zip(...)` pairs two of them. Since (7.2) is a
product, going from left to right gives the same number here; in a network with matrices only the
way back is cheap.

</details>
"""


# %% exercise="sigmoid_chain"
def sigmoid_chain(x, weights):
    """Output of a chain of sigmoid units and its slope, equations (7.1) and (7.2).

    Parameters
    ----------
    x : float
        Input of the first unit.
    weights : list of float
        w_1 to w_L, one for each unit.

    Returns
    -------
    a : float
        a_L, the output of the last unit.
    dx : float
        Derivative of a_L with respect to x.
    """
    ### BEGIN SOLUTION
    a, kept = x, []
    for w in weights:
        kept.append(w * a)
        a = sigmoid(kept[-1])
    dx = 1.0
    for w, z in zip(reversed(weights), reversed(kept), strict=True):
        dx = w * sigmoid_backward(dx, z)
    ### END SOLUTION
    return a, dx


# %% checks="sigmoid_chain" points=5
check(sigmoid_chain)

# %% [markdown]
r"""
Ten units with the weight 1: your chain of sigmoids, and the same chain of ReLUs.
"""

# %%
if ready(sigmoid, relu, sigmoid_backward, relu_backward, sigmoid_chain):
    print("units   slope, sigmoids   at most    slope, ReLUs")
    for L in (1, 2, 5, 10):
        _, dx = sigmoid_chain(1.0, [1.0] * L)
        a, dx_relu = np.array([[1.0]]), np.array([[1.0]])
        for _ in range(L):
            # The weight is 1, so z is the activation of the unit before.
            dx_relu = relu_backward(dx_relu, a)
            a = relu(a)
        print(f"{L:5}{float(dx):18.2e}{0.25**L:10.1e}{dx_relu.item():16g}")

# %% [markdown]
r"""
Behind ten sigmoids less than a millionth of the gradient is left; behind ten ReLUs, all of it.
With a learning rate that suits the last unit, the first one needs millions of steps for a move of
the same size. This is called the *vanishing gradient*. It kept deep networks
from learning for years, and the change from sigmoid to ReLU is a part of what helped.
"""

# %%
figures.explore(
    lambda weight: figures.chains(weight),
    alt="The slope of a chain with respect to its input, on a logarithmic scale, for 0 to 10 units"
    " with weight 1. With sigmoids it falls in a straight line to below one millionth; with tanh"
    " it falls more slowly, to about 0.04; with ReLU it stays at 1.",
    static=figures.chains(1.0),
    weight=[0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0],
)

# %% [markdown]
r"""
Now move the weight, and predict before you look. **At 0.5:** does ReLU still keep the gradient?
**At 4:** the factor $w\,\sigma'$ could be $4 \cdot \frac{1}{4} = 1$. Why does the sigmoid's slope
fall all the same, and why is tanh even worse?

<details><summary>Answer</summary>

At 0.5 every ReLU contributes the factor 0.5, and the gradient vanishes there too, more slowly. At
2 it grows to $2^{10} = 1024$: gradients can *explode* as well. ReLU takes one of the two causes
away, the flat curve; the other one, the size of the weights, has to be cared for when they are
drawn (week 4). At weight 4 the $z$ are no longer near 0, and the slope there is far below 1/4:
saturation again. tanh reaches its limits earlier than the sigmoid, so it suffers more.

</details>
"""

# %% [markdown]
r"""
## 8. Which one?

### The output unit

The output unit has to produce the kind of number that the task asks for. So far the
task was a label, 0 or 1, and the sigmoid gave its probability. Not every task is of that kind.
"""

# %% [markdown]
r"""
### Exercise 8.1: an output for a temperature
difficulty 1 of 5 · about 2 minutes · the reference is 1 line

A network is to forecast tomorrow's temperature in degrees Celsius from today's weather. Which
pair of activation functions suits it best?

- **a**: hidden layer ReLU, output linear
- **b**: hidden layer linear, output linear
- **c**: hidden layer tanh, output sigmoid
- **d**: hidden layer tanh, output ReLU

Write the letter in quotes: `choice = "..."`.

<details><summary>Where do I begin?</summary>

Write down three temperatures of a year: one in summer, one in autumn, one in a cold winter night.
Which of the four outputs can produce all three?

</details>
<details><summary>Two of them could produce these numbers</summary>

What did section 1 say about hidden layers?

</details>
"""


# %% exercise="output_for_temperature"
def output_for_temperature():
    """Return the letter of the activation functions for a forecast of the temperature.

    Returns
    -------
    choice : str
        "a", "b", "c" or "d".
    """
    ### BEGIN SOLUTION
    choice = "a"
    ### END SOLUTION
    return choice


# %% checks="output_for_temperature" points=1
check(output_for_temperature)

# %% [markdown]
r"""
The kinds of output, then:

- Labels 0 and 1: the sigmoid, since the output is a probability.
- Any real number, as the change of a price or a temperature: *no* activation function,
  $g(z) = z$. This task is called *regression*, and its output unit is the one good place for a
  linear activation. The hidden layers still need theirs.
- A number that cannot be negative: linear, or ReLU, as for the house in week 1.

Here are the houses of week 1 again: one input, the size, and one output, the price in units of
100,000 dollars. Both networks have four hidden tanh units. One has a linear output, the other a
sigmoid.

**Before you look:** prices run from 30 thousand to nearly 900 thousand dollars. Which of them can
the network with the sigmoid ever say?
"""

# %%
houses = load_houses()
size = houses.column("size").reshape(1, -1)  # square feet
price = houses.column("price").reshape(1, -1) / 100  # 100,000 dollars


def standardized(s):
    """Sizes with mean 0 and spread 1, which one learning rate can serve."""
    return (s - size.mean()) / size.std()


if ready():
    along = np.linspace(size.min(), size.max(), 200).reshape(1, -1)
    curves = {}
    for name, output in (("linear output", "linear"), ("sigmoid output", "squashed")):
        net = train_small_net(
            standardized(size), price, 4, np.tanh, output, iterations=300, learning_rate=0.1
        )
        curves[name] = (along, net(standardized(along)))
        answers = net(standardized(size))
        print(
            f"{name:15} answers from {answers.min():.2f} to {answers.max():.2f},"
            f" off by {np.mean(np.abs(answers - price)):.2f} on average (100,000 dollars)"
        )

    figures.show(
        figures.fitted_curves(size, price, curves, "size (square feet)", "price (100,000 dollars)"),
        alt="Price against size for 866 houses. The network with the linear output follows the"
        " rising band of points; the one with the sigmoid output runs along the height 1, below"
        " most of the points.",
    )

# %% [markdown]
r"""
The sigmoid presses against its ceiling at 1, that is 100,000 dollars, and sits there saturated. One
could divide all prices by the dearest one in the table. Then the curve would fit, until a dearer
house is offered: no choice of weights could give it its price. With $g(z) = z$ there is no
ceiling. (The cost is different, too: with prices in place of labels, half the mean squared error
takes the place of the cross-entropy.)

### The hidden layers

Four networks with six hidden units learn the ring of section 1. The data, the first weights and
the learning rate are the same; only the hidden activation differs, and it is *your* function. One
run proves little, so each network is trained eight times from different first weights.

**Before you read on:** in which order will they finish?
"""


# %%
def compare(alpha):
    """Costs of eight runs for each hidden activation, (8, 300)."""
    return {
        g.__name__: np.array(
            [
                train_small_net(RING_X, RING_Y, 6, g, "sigmoid", 300, alpha, seed).costs
                for seed in range(8)
            ]
        )
        for g in FUNCTIONS
    }


if ready(*FUNCTIONS):
    runs = compare(alpha=0.5)
    figures.explore(
        lambda alpha: figures.cost_spread(compare(alpha)),
        alt="Cost over 300 iterations for four hidden activations, each a line in a band of eight"
        " runs. The sigmoid drops to 0.7 at once, stays near it for 100 iterations and ends"
        " highest; tanh ends lower; ReLU and leaky ReLU lie on each other and end lowest.",
        static=figures.cost_spread(runs),
        alpha=[0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 4.0],
    )
    for name, costs in runs.items():
        last = costs[:, -1]
        print(
            f"{name:12} cost at the end: middle {np.median(last):.3f},"
            f" from {last.min():.3f} to {last.max():.3f}"
        )

# %% [markdown]
r"""
With $\alpha = 0.5$ the order is what the slopes promised, and between ReLU and leaky ReLU no
difference can be seen. It is one task, one size and one learning rate. Move the slider: the
order stays, but with larger steps the sigmoid comes closer, since small slopes ask for large steps.

### Rules of thumb

| where | take | because |
|---|---|---|
| output, labels 0 and 1 | sigmoid | the output is a probability |
| output, any real number | linear | nothing else reaches all numbers |
| hidden layers, first try | ReLU | slope 1 for every positive $z$; cheap |
| hidden layers, second try | leaky ReLU, tanh | the leak keeps units alive; tanh is centred |
| hidden layers, not | sigmoid | tanh is nearly always better |
| hidden layers, never | linear | they fold into one |

These are habits, not laws. It is hard to know in advance what works best on a problem, so try
several and compare them on data that the network has not seen.

## What you have built

- a proof that linear layers fold: `collapse_linear`;
- four activation functions, safe for all sizes of $z$: `sigmoid`, `tanh`, `relu`, `leaky_relu`;
- a gauge for slopes: `numerical_slope`;
- four ways back: `sigmoid_backward`, `tanh_backward`, `relu_backward`, `leaky_relu_backward`;
- two views of what goes wrong: `share_saturated`, `sigmoid_chain`.

## What comes next

- `week3/planar_classifier` puts tanh into a hidden layer, a sigmoid on top, and derives the way
  back through the whole network.
- Week 4 stacks any number of layers, with ReLU in between. `relu_backward` and `sigmoid_backward`
  go there as they are.
"""
