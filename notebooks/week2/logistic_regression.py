# %% [markdown]
r"""
# Logistic regression: a network of one neuron

At the end of this notebook you will have built, with nothing but NumPy, a program that learns
from labelled pictures to say whether a new picture shows a cat.

You will learn how to

- turn a set of pictures into one matrix, with one example in each column;
- find how the cost changes with every parameter: for one example by hand, then for all examples
  without a loop;
- train the model by gradient descent, choose its learning rate, and judge what it has learned.

You need Python functions, NumPy arrays, and the idea of a slope. Derivatives and computation
graphs have a notebook of their own (`week2/derivatives_and_graphs`), and so have vectorization
and broadcasting (`week2/vectorization_and_broadcasting`). Here you find only as much of them as
this model asks for.

**How to work with this page.** Run the cells from top to bottom with Shift+Enter. In each of the
eleven exercises you complete one function. The cell below it, `check(...)`, tries your function
on small cases and says what is right and what is not. `hint(...)`, with the name of your
function, prints a hint; call it again for the next one. To try things out, add a cell of your own
with the + button at the top. Where you read **Before you read on**,
write your answer down first: you remember what you have guessed, right or wrong. The exercises
take about two and a half hours in all.
"""

# %% locked="setup"
import numpy as np

from grader.student import figures, load_cats, load_image, notebook, trace_shapes

check, ready, hint = notebook("week2/logistic_regression")

# %% [markdown]
r"""
**The NumPy you need here.** Five things about arrays, each with a line in the cell below:

- `A @ B` is the matrix product, `A * B` multiplies entry by entry;
- `A.T` is the transpose: rows become columns;
- `.item()` takes the only entry out of an array that has just one, as a plain number;
- `A[:, i]` picks column `i` and has one axis, `A[:, i : i + 1]` picks it and keeps it a column;
- a sum with `axis=0` adds up down the columns, with `axis=1` along the rows, and `keepdims=True`
  keeps the summed axis, with size 1.
"""

# %%
M = np.array([[1, 2, 3], [4, 5, 6]])
v = np.array([[10], [100]])

print("M @ M.T:", (M @ M.T).tolist(), "   M * M:", (M * M).tolist())
print("shapes of M, M.T, v.T @ M:", M.shape, M.T.shape, (v.T @ M).shape)
print("(v.T @ v).item():", (v.T @ v).item())
print("shapes of M[:, 1] and M[:, 1:2]:", M[:, 1].shape, M[:, 1:2].shape)
print("M.sum(axis=1):", M.sum(axis=1), "   with keepdims:", M.sum(axis=1, keepdims=True).tolist())

# %% [markdown]
r"""
## 1. Pictures as columns

The task is *binary classification*: look at an input $x$ and choose one of two labels $y$. Here
$x$ is a picture, and $y$ is 1 if it shows a cat and 0 if it does not. The model will be a
formula, and a formula takes numbers. So the first question is how a picture becomes a list of
numbers.
"""

# %%
cats = load_cats(size=32)
m_train, m_test = cats.train_set_x.shape[0], cats.test_set_x.shape[0]

print(f"m_train = {m_train} pictures to learn from, m_test = {m_test} pictures to test on")
print(
    f"one picture is an array of shape {cats.train_set_x[0].shape}, type {cats.train_set_x.dtype}"
)
print(
    f"share of cats: {cats.train_set_y.mean():.0%} of the training pictures,"
    f" {cats.test_set_y.mean():.0%} of the test pictures"
)

# %%
figures.show(
    figures.gallery(
        cats.train_set_x[:12], [f"{cats.classes[y]}: y = {y}" for y in cats.train_set_y[0, :12]]
    ),
    alt="Twelve training pictures of 32 by 32 pixels with their labels: drawn cat faces, and other"
    " animals, faces and things, all in random colours on coloured backgrounds.",
)

# %% [markdown]
r"""
Cats come in every colour here and so do all the others: the colour tells nothing, the shape must.

On a screen every pixel is a mixture of red, green and blue light. The computer stores three
matrices, one for each colour (a *channel*), with a number from 0 (dark) to 255 (bright) for each
pixel.

**Before you read on:** how many numbers are stored for a colour picture of 64 by 64 pixels?
"""

# %%
first_cat = int(np.argmax(cats.train_set_y))
picture = load_cats(size=64).train_set_x[first_cat]

figures.show(
    figures.picture_as_column(picture),
    alt="A cat picture of 64 by 64 pixels; its red, green and blue channel as three matrices of 64"
    " by 64; and its column of 12288 numbers, which starts with red, green and blue of the first"
    " pixel and ends with red, green and blue of the last.",
)
print(f"64 * 64 * 3 = {picture.size}")

# %% [markdown]
r"""
Put one below the other, these numbers form the *feature vector* $x$ of the picture, a column of
height

$$n_x = 64 \cdot 64 \cdot 3 = 12288 \qquad\text{(1.1)}$$

The figure unrolls the picture as NumPy does: row by row, pixel by pixel, and at each pixel red,
green, blue. All of red first, then all of green, then all of blue would do as well. Every entry
of $x$ will get a weight of its own, so another order of the entries only puts the weights into
another order. What matters is that every picture is unrolled in the *same* order.

In the rest of this notebook the pictures have 32 by 32 pixels, so
$n_x = 32 \cdot 32 \cdot 3 = 3072$: you still see the cat, and training takes a quarter of the
time.

### All examples in one matrix

One *example* is a pair $(x, y)$. With $m$ of them we need to say which one we mean: a raised
number in round brackets is the number of the example, not a power. So $x^{(i)}$ is the column of
example $i$, for $i = 1, \dots, m$, and $x^{(i)}_j$ is its feature number $j$, for
$j = 1, \dots, n_x$. Side by side, the columns form $X$, and the labels form $Y$:

$$X = \begin{bmatrix} | & | & & | \\ x^{(1)} & x^{(2)} & \cdots & x^{(m)} \\
| & | & & | \end{bmatrix}
\qquad\text{(1.2)}\qquad\qquad
Y = \begin{bmatrix} y^{(1)} & y^{(2)} & \cdots & y^{(m)} \end{bmatrix} \qquad\text{(1.3)}$$

`X.shape == (n_x, m)` and `Y.shape == (1, m)`: **one example, one column**, in this notebook and
in all that follow. Python counts from 0, so $x^{(1)}$ is `X[:, 0]`.

**Before you read on:** for $m$ pictures, `images.reshape(-1, m)` has the right shape, $(n_x, m)$.
What stands in its first column? Try it on the two tiny pictures below.
"""

# %%
tiny = np.arange(12).reshape(2, 1, 2, 3)  # two pictures of one row and two pixels
print("first picture: ", tiny[0].ravel())
print("second picture:", tiny[1].ravel())
print("tiny.reshape(-1, 2):")
print(tiny.reshape(-1, 2))

# %% [markdown]
r"""
<details><summary>Answer</summary>

Every second number of *both* pictures. `reshape` fills the new matrix row by row with the numbers
in their stored order, so the first $m$ numbers of the first picture become the first *row*. The
shape is right and every column is a mixture. No later step would complain; the model would just
learn badly.

</details>
"""

# %% [markdown]
r"""
### Exercise 1.1: pictures into columns
difficulty 1 of 5 · about 10 minutes · the reference is 2 lines

Turn an array of $m$ pictures into the matrix $X$ of equation (1.2). Column $i$ holds the numbers
of picture $i$, and only those. For `tiny` the result has shape (6, 2), and its columns are

| column 0 | column 1 |
|---|---|
| 0, 1, 2, 3, 4, 5 | 6, 7, 8, 9, 10, 11 |

Use the shape of the argument; do not write 32 or 3072 anywhere, and do not loop over the
pictures.

Two rules hold for all exercises. A function uses its arguments only, never a variable of the
notebook: then it works for any data, not just for these. And where the text says *without a loop*
or *no loop*, a loop over the data costs a part of the points, even if all values are right.

<details><summary>I do not know how to begin</summary>

Write down the shape that you have and the shape that you want. One of the four axes survives and
three melt into one. Which one survives? Where does it stand before, and where afterwards?

</details>
<details><summary>What does -1 mean in reshape?</summary>

NumPy works that number out from the others. What does `np.zeros((4, 6)).reshape(2, -1).shape`
give, and why?

</details>
<details><summary>My shape is right, my values are not</summary>

Look at the first column for `tiny`. Since `reshape` fills row by row, one picture can easily
become one row. Which operation makes columns of rows?

</details>
"""


# %% exercise="flatten_images"
def flatten_images(images):
    """Unroll pictures into the columns of one matrix, equation (1.2).

    Parameters
    ----------
    images : ndarray (m, height, width, 3)
        m pictures with red, green and blue for each pixel.

    Returns
    -------
    X : ndarray (height * width * 3, m)
        Column i holds all numbers of picture i, in the order in which NumPy stores them.
    """
    ### BEGIN SOLUTION
    m = images.shape[0]
    X = images.reshape(m, -1).T
    ### END SOLUTION
    return X


# %% checks="flatten_images" points=3
check(flatten_images)

# %%
TRAIN_Y, TEST_Y = cats.train_set_y, cats.test_set_y

if ready(flatten_images):
    TRAIN_X = flatten_images(cats.train_set_x) / 255
    TEST_X = flatten_images(cats.test_set_x) / 255
    print(f"TRAIN_X {TRAIN_X.shape}, TRAIN_Y {TRAIN_Y.shape}")
    print(f"TEST_X  {TEST_X.shape}, TEST_Y  {TEST_Y.shape}")
    print(f"features from {TRAIN_X.min():g} to {TRAIN_X.max():g}")

# %% [markdown]
r"""
The division by 255 brings every feature between 0 and 1. With features of one moderate size, one
learning rate can serve all weights; you will meet it in section 4.

The names in capitals belong to the notebook: your functions get their data as arguments.
"""

# %% [markdown]
r"""
## 2. From a column to a probability

For an input $x$ the model gives a number $\hat{y}$ (say "y hat"). It stands for the probability
that the label is 1:

$$\hat{y} = P(y = 1 \mid x), \qquad 0 \le \hat{y} \le 1$$

The simplest formula that uses all features gives each one a *weight* $w_j$, adds everything up,
and adds one more number, the *bias* $b$:

$$z = w^T x + b = w_1 x_1 + w_2 x_2 + \dots + w_{n_x} x_{n_x} + b \qquad\text{(2.1)}$$

shapes: $z$ is one number; $w^T x$ is $(1, n_x)$ times $(n_x, 1)$; $b$ is one number.

Could $z$ itself be $\hat{y}$? To see it we take a set that is small enough to draw: eight
examples with a single feature.
"""

# %%
toy_x = np.array([[-3.0, -2.0, -1.0, -0.5, 0.5, 1.0, 2.0, 3.0]])
toy_y = np.array([[0, 0, 1, 0, 1, 0, 1, 1]])

figures.show(
    figures.line_and_sigmoid(toy_x, toy_y, w=0.87, b=0.0),
    alt="Left: a straight line through points at height 0 and 1; it leaves the band between 0 and 1"
    " on both sides. Right: the sigmoid of the same line stays between 0 and 1.",
)

# %% [markdown]
r"""
The line soon promises probabilities above 1 and below 0. The curve on the right is the same line,
pressed into the band between 0 and 1 by the *sigmoid* function $\sigma$ (sigma):

$$\sigma(z) = \frac{1}{1 + e^{-z}} \qquad\text{(2.2)} \qquad\qquad
\hat{y} = a = \sigma(z) = \sigma(w^T x + b)
\qquad\text{(2.3)}$$

The output of $\sigma$ is also called $a$, for *activation*: in a network it is what one neuron
hands to the next. Equations (2.1) to (2.3) together are *logistic regression*.
"""

# %%
figures.show(
    figures.sigmoid_curve(),
    alt="The sigmoid: an S-shaped curve that rises from near 0 through one half at z = 0 to near 1."
    " Dashed lines mark the limits 0 and 1, which it never reaches.",
)

# %% [markdown]
r"""
Large $z$: $e^{-z}$ is close to 0 and $\sigma(z)$ close to 1. Very negative $z$: $e^{-z}$ is huge
and $\sigma(z)$ close to 0. Both are *limits*, and no $z$ reaches them:

$$\lim_{z \to +\infty} \sigma(z) = 1, \qquad \lim_{z \to -\infty} \sigma(z) = 0, \qquad
\sigma(0) = \tfrac{1}{2}$$

**Before you read on:** $\sigma(3)$ is about 0.95. What is $\sigma(-3)$? And in $\sigma(wx + b)$,
which of $w$ and $b$ makes the curve steeper, and which moves it sideways?
"""

# %%
figures.explore(
    lambda w, b: figures.sigmoid_of_line([(w, b)]),
    alt="Three sigmoids of w x + b, each beside a dotted one with w = 1 and b = 0. With w = 3 the"
    " curve is steeper; with b = 2 it is moved two units to the left; with w = -1 it falls.",
    static=figures.sigmoid_of_line([(3, 0), (1, 2), (-1, 0)]),
    w=(-4.0, 4.0, 0.5, 1.0),
    b=(-4.0, 4.0, 0.5, 0.0),
)

# %% [markdown]
r"""
The weight sets how steep the curve is and, by its sign, whether it rises or falls. The bias moves
it: it crosses one half (orange) where $wx + b = 0$, that is at $x = -b/w$. And
$\sigma(-3) = 1 - \sigma(3)$, about 0.05: the curve looks the same after half a turn about its
middle.
"""

# %% [markdown]
r"""
### Exercise 2.1: the sigmoid
difficulty 2 of 5 · about 15 minutes · the reference is 2 lines

Write equation (2.2), without a loop, for a single number and for arrays of any shape.
`sigmoid(0)` is 0.5, and `sigmoid(np.array([-1.0, 0.0, 1.0]))` is about `[0.2689, 0.5, 0.7311]`.

First write (2.2) as it stands. Then call your function with $z = -1000$. The value is right, but
NumPy warns. Which number did it try to compute? You lose no point for the warning; still, a
*stable* form exists that never meets such numbers, and you can find it. The reference uses it.

<details><summary>TypeError: only 0-dimensional arrays can be converted to Python scalars</summary>

That comes from `math.exp`, which takes one number. Which library has an exponential function for
whole arrays?

</details>
<details><summary>My sigmoid(0) is 2</summary>

In `1 / 1 + np.exp(-z)`, which operation does Python do first? How do you tell it that the sum
comes first?

</details>
<details><summary>NumPy warns: overflow encountered in exp</summary>

A float ends near 10 to the power 308. For which z is exp(-z) larger than that? Now multiply
numerator and denominator of (2.2) by exp(z). The new form has the same value: for which z is it
the safe one?

</details>
<details><summary>I have two forms. How do I choose between them, entry by entry?</summary>

Read `help(np.where)`. Careful: it computes both forms for all entries before it chooses. Is there
one exponent that is never above 0, whatever the sign of z, and that fits both forms?

</details>
"""


# %% exercise="sigmoid"
def sigmoid(z):
    """Sigmoid function, equation (2.2), entry by entry.

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


# %% checks="sigmoid" points=4
check(sigmoid)

# %%
if ready(sigmoid):
    print("sigmoid at -1000, -3, 0, 3, 1000:")
    print(sigmoid(np.array([-1000.0, -3.0, 0.0, 3.0, 1000.0])))
    for z in (30.0, 36.0, 37.0):
        print(f"sigma({z:g}): 1 - a = {1 - float(sigmoid(z)):.2e}")

# %% [markdown]
r"""
If the first line came with a warning, your function is of the first form: right, and noisy. The
last line shows where the limit is lost: a float keeps about 16 digits, so for $z = 37$ the result
is *rounded* to 1. The formula never gives 1; the computer does. Remember that when a logarithm of
$1 - a$ comes along.

### Where to begin

Training needs a first $w$ and $b$. For logistic regression zero is a good one: the model then
takes no side. (A network with hidden units must *not* start like that; week 3 shows why.)
"""

# %% [markdown]
r"""
### Exercise 2.2: parameters, all zero
difficulty 1 of 5 · about 5 minutes · the reference is 2 lines

Return $w$ of shape `(dim, 1)` and $b$, both zero. `initialize_with_zeros(2)` gives a column of
two zeros and the number 0.0.

<details><summary>TypeError: np.zeros does not take my numbers</summary>

`np.zeros(3, 1)` has two arguments, but the shape is one thing. What do you put around the two
numbers to make them one?

</details>
<details><summary>Why (dim, 1) and not simply (dim,)?</summary>

An array of shape (3,) is neither a row nor a column. What is the shape of `np.zeros(3).T`? What
would become of (2.1), which needs a row there?

</details>
"""


# %% exercise="initialize_with_zeros"
def initialize_with_zeros(dim):
    """First parameters of logistic regression.

    Parameters
    ----------
    dim : int
        Number of features, n_x.

    Returns
    -------
    w : ndarray (dim, 1)
        Weights, all zero.
    b : float
        Bias, zero.
    """
    ### BEGIN SOLUTION
    w = np.zeros((dim, 1))
    b = 0.0
    ### END SOLUTION
    return w, b


# %% checks="initialize_with_zeros" points=2
check(initialize_with_zeros)

# %% [markdown]
r"""
**Before you read on:** with $w = 0$ and $b = 0$, what does the model say of a cat? Of a car?
"""

# %%
if ready(flatten_images, sigmoid, initialize_with_zeros):
    w, b = initialize_with_zeros(TRAIN_X.shape[0])
    for i in (0, first_cat):
        a = sigmoid(w.T @ TRAIN_X[:, i : i + 1] + b).item()
        print(f"example {i + 1}: a = {a}, truth: {cats.classes[TRAIN_Y[0, i]]}")

# %% [markdown]
r"""
One half for everything: $z = 0$ for every $x$. To do better, it first has to be told how wrong it
is.

## 3. How wrong? Loss and cost

The *loss* $\mathcal{L}(\hat{y}, y)$ measures how wrong the model is on one example. A first idea
is half the squared error:

$$\mathcal{L}(\hat{y}, y) = \tfrac{1}{2} (\hat{y} - y)^2 \qquad\text{(3.1)}$$

Logistic regression uses another one, the *cross-entropy*; $\log$ is the natural logarithm:

$$\mathcal{L}(\hat{y}, y) = -\bigl( y \log \hat{y} + (1 - y) \log (1 - \hat{y}) \bigr)
\qquad\text{(3.2)}$$

It looks more complicated than it is, since $y$ is 0 or 1 and switches one of the two terms off:

| truth | what is left of (3.2) | it is small when |
|---|---|---|
| $y = 1$ | $-\log \hat{y}$ | $\hat{y}$ is close to 1 |
| $y = 0$ | $-\log (1 - \hat{y})$ | $\hat{y}$ is close to 0 |

In words: take the probability that the model gave to what turned out true, and take minus its
logarithm.

**Before you read on:** a model gives $\hat{y} = 0.01$ for a picture of a cat. About how large are
the two losses?
"""

# %%
figures.show(
    figures.losses(),
    alt="Both losses against the prediction. For y = 1 they fall to 0 at prediction 1, for y = 0"
    " they rise from 0 at prediction 0. The squared error never exceeds one half; the cross-entropy"
    " grows without bound towards the wrong end.",
)
print(f"squared error: {0.5 * (0.01 - 1) ** 2:.3f}      cross-entropy: {-np.log(0.01):.3f}")

# %% [markdown]
r"""
Both are zero for an answer that is right and sure. They differ at the other end: the squared
error of one example never exceeds one half, while the cross-entropy of a wrong answer grows
without bound as the answer gets surer.
"""

# %% [markdown]
r"""
### Exercise 3.1: the loss of one example
difficulty 1 of 5 · about 5 minutes · the reference is 1 line

Write equation (3.2), without a loop, for numbers and for arrays (entry by entry). For `yhat =
0.5` the loss is 0.6931 with either label; for `yhat = 0.9` it is 0.1054 if `y = 1` and 2.3026 if
`y = 0`.

<details><summary>My loss is negative</summary>

What is the sign of the logarithm of a number between 0 and 1? What stands in front of the bracket
in (3.2), and does it belong to one of the two terms or to both?

</details>
<details><summary>I get the right value for y = 1 and 0 for y = 0</summary>

Which of the two terms speaks when y = 0? Is it there?

</details>
<details><summary>Must I protect the function against log(0)?</summary>

No. The formula never asks for it as long as yhat comes from the sigmoid of a moderate z. When
would floating-point numbers ask for it anyway? (See the end of section 2.)

</details>
"""


# %% exercise="logistic_loss"
def logistic_loss(yhat, y):
    """Cross-entropy loss, equation (3.2), entry by entry.

    Parameters
    ----------
    yhat : float or ndarray, any shape
        Predictions, above 0 and below 1.
    y : float or ndarray, same shape
        Labels, 0 or 1.

    Returns
    -------
    loss : float or ndarray, same shape
    """
    ### BEGIN SOLUTION
    loss = -(y * np.log(yhat) + (1 - y) * np.log(1 - yhat))
    ### END SOLUTION
    return loss


# %% checks="logistic_loss" points=3
check(logistic_loss)

# %% [markdown]
r"""
### The cost of the whole set

The *loss* belongs to one example, the *cost* $J$ to the whole set: it is the mean of the losses.
The examples are given, so $J$ is a function of the parameters, and training means to look for the
$w$ and $b$ that make it small.

$$J(w, b) = \frac{1}{m} \sum_{i=1}^{m} \mathcal{L}\bigl(\hat{y}^{(i)}, y^{(i)}\bigr)
= -\frac{1}{m} \sum_{i=1}^{m} \Bigl[ y^{(i)} \log \hat{y}^{(i)}
+ \bigl(1 - y^{(i)}\bigr) \log \bigl(1 - \hat{y}^{(i)}\bigr) \Bigr]
\qquad\text{(3.3)}$$

with $\hat{y}^{(i)} = \sigma(w^T x^{(i)} + b)$. Mind the minus in front. It comes out of the loss,
and makes $J$ positive: logarithms of numbers below 1 are negative.

**Before you read on:** the untrained model answers $\hat{y} = \frac{1}{2}$ for every picture.
What is its cost? Does it depend on how many of the pictures are cats?
"""

# %% [markdown]
r"""
### Exercise 3.2: the cost
difficulty 2 of 5 · about 10 minutes · the reference is 2 lines

All predictions come in one row, `A` of shape $(1, m)$, the labels in `Y` of the same shape.
Return the one number $J$ of equation (3.3). For `A = [[0.9, 0.2]]` and `Y = [[1, 0]]` it is
0.1643, the mean of 0.1054 and 0.2231. No loop is wanted. Can you use what you have written
already?

<details><summary>Where do I get m from?</summary>

m is the number of examples. Which axis of Y counts them?

</details>
<details><summary>My cost is exactly m times too large</summary>

Show your function every example twice. By how much should the cost change?

</details>
<details><summary>I used a matrix product and the value is wrong for m above 1</summary>

Which shape has `Y.T @ np.log(A)`? How many of its entries belong to (3.3), and where do they
stand? Which operation multiplies entry by entry?

</details>
"""


# %% exercise="logistic_cost"
def logistic_cost(A, Y):
    """Cost of a set of examples: the mean cross-entropy, equation (3.3).

    Parameters
    ----------
    A : ndarray (1, m)
        Predictions, above 0 and below 1.
    Y : ndarray (1, m)
        Labels, 0 or 1.

    Returns
    -------
    cost : float
    """
    ### BEGIN SOLUTION
    m = Y.shape[1]
    cost = float(np.sum(logistic_loss(A, Y)) / m)
    ### END SOLUTION
    return cost


# %% checks="logistic_cost" points=4
check(logistic_cost)

# %%
if ready(logistic_loss, logistic_cost):
    undecided = np.full(TRAIN_Y.shape, 0.5)
    print(f"cost of the untrained model: {logistic_cost(undecided, TRAIN_Y):.4f}")
    print(f"log(2):                      {np.log(2):.4f}")

# %% [markdown]
r"""
The number of cats does not matter: each example adds $-\log \frac{1}{2} = \log 2$. Keep this
number in mind. It is where every training below begins, and a model that stays above it has
learned nothing.

### Why not the squared error?

With one feature the cost depends on two numbers, $w$ and $b$, and can be drawn as a landscape
over them. Training goes downhill in this landscape, so its form decides how easy that is. Here
are both costs, for the eight examples from above.
"""

# %%
figures.show(
    figures.cost_surfaces(toy_x, toy_y),
    alt="The cost over w and b for the eight examples. With the squared error the surface has"
    " terraces and several dips, and a cut through it rises above its chord: not convex. With the"
    " cross-entropy it is one smooth bowl, and the cut stays below its chord: convex.",
)

# %% [markdown]
r"""
On the left there are terraces, where the ground is nearly flat far away from the lowest point:
someone who walks downhill may stop there. On the right there is one bowl, and every way down
leads to the same bottom.

The word for it is *convex*: whichever two points of the surface you join by a straight line, the
surface between them never rises above that line. The lower row shows one such line in a cut
through each landscape. The cost (3.3) with the cross-entropy is convex for every data set. The
same cost with (3.1) is not, and that is why we do not use it.
"""

# %% [markdown]
r"""
## 4. Gradient descent: walk downhill

We stand somewhere on the landscape and want to go down. All we need to know is the slope under
our feet. First with a single parameter, so leave $b = 0$ and change only $w$. *Gradient descent*
repeats one step:

$$w := w - \alpha \, \frac{dJ(w)}{dw} \qquad\text{(4.1)}$$

The sign $:=$ means "is replaced by". The derivative $dJ/dw$ is the slope of $J$ at the present
$w$: the height over the width of a tiny triangle on the curve (`week2/derivatives_and_graphs`
draws it). In code it is called `dw`. The number $\alpha$ (alpha) is the *learning rate*: how far
to go for a given slope.

```python
w = w - alpha * dw
```

**Before you read on:** to the left of the lowest point the curve falls, so its slope is negative.
Does $w$ then grow or shrink in (4.1)? And to the right? What do you expect if $\alpha$ is very
small, or very large?
"""

# %%
figures.explore(
    lambda alpha: figures.descent(toy_x, toy_y, [alpha]),
    alt="J(w) with twelve steps of gradient descent from the left and from the right, for three"
    " learning rates. With 0.2 both are still on their way; with 2 the left one arrives and the"
    " right one nearly does; with 10 the points jump from side to side past the lowest point.",
    static=figures.descent(toy_x, toy_y, [0.2, 2, 10]),
    alpha=[0.05, 0.2, 0.5, 1, 2, 4, 6, 10],
)

# %% [markdown]
r"""
From the left the slope is negative, minus a negative number is positive, and $w$ grows. From the
right the slope is positive, and $w$ shrinks. So one and the same formula leads to the lowest
point from both sides. The steps shorten by themselves near it, because the slope does. A small
$\alpha$ needs many steps. A large one jumps across the valley and may never settle.

### Two parameters

With $w$ and $b$ there are two slopes, one for each direction. The slope of $J$ in the direction
of $w$, while $b$ keeps still, is the *partial derivative* $\partial J / \partial w$. The round
$\partial$ only says that $J$ has other variables too. One step changes both parameters:

$$w := w - \alpha \, \frac{\partial J(w, b)}{\partial w}, \qquad
b := b - \alpha \, \frac{\partial J(w, b)}{\partial b} \qquad\text{(4.2)}$$

In code the two slopes are `dw` and `db`. In all these notebooks `dvar` is short for "the
derivative of the final output with respect to `var`".
"""

# %%
figures.explore(
    lambda alpha: figures.paths(toy_x, toy_y, [alpha]),
    alt="Contour lines of J over w and b, seen from above, with twelve steps of gradient descent"
    " for three learning rates. With 0.2 the path goes a short way; with 2 it bends towards the"
    " lowest point, marked by a star, and nearly gets there; with 10 its first step leaps across"
    " the valley.",
    static=figures.paths(toy_x, toy_y, [0.2, 2, 10]),
    alpha=[0.05, 0.2, 0.5, 1, 2, 4, 6, 10],
)

# %% [markdown]
r"""
The formulas for the two slopes are still to come. For these figures they were measured: move $w$
(or $b$) by a tiny amount, a *nudge*, and see how much $J$ changes.

Seen from above: each line joins points of the same cost, as on a hiking map, and each step leaves
at a right angle to the line through its point, which is the steepest way down. The path bends
because the steepest way changes from place to place.

The rule is simple. What is missing is a formula for `dw` and `db`. The next three sections find
it: for one example, for $m$ examples, and for $m$ examples at once.
"""

# %% [markdown]
r"""
## 5. One example, forward and back

Take one example with two features. From left to right the loss is computed in three steps:

$$z = w_1 x_1 + w_2 x_2 + b \;\;\text{(5.1)} \qquad a = \sigma(z) \;\;\text{(5.2)} \qquad
\mathcal{L}(a, y) = -\bigl( y \log a + (1 - y) \log (1 - a) \bigr) \;\;\text{(5.3)}$$

A slope tells how much the loss changes when one number changes a little. The way from $w_1$ to
the loss passes through $z$ and then through $a$. By the *chain rule*, the slopes along the way
are multiplied. It pays to start at the end and go from right to left, since every slope on the
left reuses those on its right.
"""

# %%
x = np.array([[2.0], [-1.0]])
w = np.array([[0.5], [1.0]])
b, y = 1.0, 0

figures.show(
    figures.one_example_graph(x, w, b, y),
    alt="The graph of logistic regression for one example. Forward: x1 = 2, w1 = 0.5, x2 = -1,"
    " w2 = 1 and b = 1 give z = 1, a = 0.731 and, with y = 0, the loss 1.313. Backward: da = 3.718,"
    " dz = 0.731, dw1 = 1.462, dw2 = -0.731, db = 0.731.",
)

# %% [markdown]
r"""
Now the orange numbers, from right to left.

**From the loss to $a$.** The derivative of $\log a$ is $1/a$, and that of $\log(1 - a)$ is
$-1/(1 - a)$:

$$da = \frac{d\mathcal{L}}{da} = -\frac{y}{a} + \frac{1 - y}{1 - a} \qquad\text{(5.4)}$$

**From $a$ to $z$.** The slope of the sigmoid is $\frac{da}{dz} = a(1 - a)$. Multiply, and almost
everything cancels:

$$dz = da \cdot a(1 - a) = -y(1 - a) + (1 - y)a = a - y \qquad\text{(5.5)}$$

The slope $a(1 - a)$ is only one factor of it; `dz` itself is $a - y$: *what the model says, minus
the truth*.

**From $z$ to the parameters.** If $w_1$ grows by a little, $z$ grows $x_1$ times as much. If $b$
grows, $z$ grows just as much. So

$$dw_1 = x_1 \, dz, \quad dw_2 = x_2 \, dz, \qquad\text{in one column:}\quad dw = x \, dz
\qquad\text{(5.6)}$$
$$db = dz \qquad\text{(5.7)}$$

shapes: $dw$ and $x$ are $(n_x, 1)$; $dz$ and $db$ are numbers.

**Before you read on:** check (5.5) to (5.7) against the figure. Then: if $y = 1$ and $a = 0.9$,
which sign has $dz$? Does the next step make $b$ larger or smaller, and is that what you would
wish?

<details><summary>Answer</summary>

In the figure $dz = 0.731 - 0$, $dw_1 = 2 \cdot 0.731$, $dw_2 = -1 \cdot 0.731$. For $y = 1$ and
$a = 0.9$, $dz = 0.9 - 1 = -0.1$: negative, so $b := b - \alpha \, db$ makes $b$ larger, then $z$
is larger, then $a$ is closer to 1, where it should be. The step is small, since little is wrong.

</details>
"""

# %% [markdown]
r"""
### Exercise 5.1: the gradient of one example
difficulty 2 of 5 · about 15 minutes · the reference is 5 lines

Go forward by (5.1) and (5.2), then back by (5.5) to (5.7), for any number of features. With the
numbers of the figure the result is `dz = 0.7311`, `dw = [[1.4621], [-0.7311]]`, `db = 0.7311`.

<details><summary>My z is an array with one entry, not a number</summary>

A product of (1, n_x) and (n_x, 1) is a matrix, even if it is a small one. Which method of arrays
takes the only entry out?

</details>
<details><summary>My dw has shape (1, 1)</summary>

x dz is a column times a number, and each feature gets its own entry. Which product adds the
entries up, and which one leaves them apart?

</details>
<details><summary>Where do I need the loss?</summary>

Its value is not needed, only its slope. Which of the equations (5.4) to (5.7) already contains
the slope of the loss?

</details>
"""


# %% exercise="single_example_gradients"
def single_example_gradients(w, b, x, y):
    """Derivatives of the loss of one example, equations (5.1), (5.2) and (5.5) to (5.7).

    Parameters
    ----------
    w : ndarray (n_x, 1)
        Weights.
    b : float
        Bias.
    x : ndarray (n_x, 1)
        One example.
    y : int or float
        Its label, 0 or 1.

    Returns
    -------
    grads : dict
        "dz" (float), "dw" (n_x, 1) and "db" (float).
    """
    ### BEGIN SOLUTION
    z = (w.T @ x).item() + b
    a = sigmoid(z)
    dz = a - y
    dw = x * dz
    db = dz
    ### END SOLUTION
    return {"dz": dz, "dw": dw, "db": db}


# %% checks="single_example_gradients" points=4
check(single_example_gradients)

# %% [markdown]
r"""
A formula for a slope can be tested with no theory at all: move $w_1$ a very small way to both
sides, see how much the loss changes, and divide. And if the slopes are right, a small step
against them must make the loss smaller.
"""

# %%
if ready(sigmoid, logistic_loss, single_example_gradients):

    def loss_with(w, b):
        return float(np.squeeze(logistic_loss(sigmoid((w.T @ x).item() + b), y)))

    grads = single_example_gradients(w, b, x, y)
    nudge = np.array([[1e-6], [0.0]])
    height = loss_with(w + nudge, b) - loss_with(w - nudge, b)
    print(f"dw1 by the formula: {grads['dw'][0, 0]:.6f}, by a nudge: {height / 2e-6:.6f}")

    alpha = 0.1
    after = loss_with(w - alpha * grads["dw"], b - alpha * grads["db"])
    print(f"loss before the step: {loss_with(w, b):.4f}, after it: {after:.4f}")

# %% [markdown]
r"""
## 6. All examples, with loops

The cost (3.3) is the mean of the losses. The slope of a mean is the mean of the slopes, so we can
go through the examples, compute each one's $dz^{(i)} = a^{(i)} - y^{(i)}$, add up, and divide by
$m$:

$$dw_j = \frac{\partial J}{\partial w_j} = \frac{1}{m} \sum_{i=1}^{m} x^{(i)}_j \, dz^{(i)}
\qquad\text{(6.1)}$$
$$db = \frac{\partial J}{\partial b} = \frac{1}{m} \sum_{i=1}^{m} dz^{(i)} \qquad\text{(6.2)}$$
$$J = \frac{1}{m} \sum_{i=1}^{m} \mathcal{L}\bigl(a^{(i)}, y^{(i)}\bigr) \qquad\text{(6.3)}$$

Written out with nothing but numbers, this takes two loops, one inside the other: over the
examples $i = 1, \dots, m$, and for each of them over the features $j = 1, \dots, n_x$. The
features are needed twice, on the way forward for $z^{(i)}$ and on the way back for all $dw_j$.
"""

# %% [markdown]
r"""
### Exercise 6.1: the gradient, number by number
difficulty 3 of 5 · about 25 minutes · the reference is 9 lines

Fill in what happens for one example $i$. `cost`, `dw` and `db` collect the sums over all
examples; the last line divides them by $m$. Use `X[j, i]`, `Y[0, i]`, `w[j, 0]` and plain
numbers, no matrix product: this function exists to be understood, and to be compared with the
next one. For a single example (`m = 1`) it gives what you know from section 5: with the numbers
there, cost 1.3133 and db 0.7311.

<details><summary>I do not know how to begin</summary>

Say in words what section 5 did for one example: z, then a, then the loss, then dz, then dw and
db. Which of these six belong to one example alone, and which are sums that go on from example to
example?

</details>
<details><summary>Right for the first example, wrong from the second on</summary>

What is the value of z when the second turn of the loop begins? What should it be?

</details>
<details><summary>My dw holds only the last example</summary>

There is a difference between "dw_j is" and "dw_j grows by". Which one does (6.1) ask for, and
which one did you write?

</details>
<details><summary>Everything is m times too small</summary>

Is it divided by m twice? What does the last line do?

</details>
"""


# %% exercise="propagate_loops"
def propagate_loops(w, b, X, Y):
    """Cost and gradient with a loop over examples and a loop over features, (6.1) to (6.3).

    Parameters
    ----------
    w : ndarray (n_x, 1)
        Weights.
    b : float
        Bias.
    X : ndarray (n_x, m)
        One example per column.
    Y : ndarray (1, m)
        Labels, 0 or 1.

    Returns
    -------
    grads : dict
        "dw" (n_x, 1) and "db" (float): the derivatives of the cost.
    cost : float
        J, equation (6.3).
    """
    n_x, m = X.shape
    cost, dw, db = 0.0, np.zeros((n_x, 1)), 0.0
    for i in range(m):
        ### BEGIN SOLUTION
        z = b
        for j in range(n_x):
            z = z + w[j, 0] * X[j, i]
        a = sigmoid(z)
        cost = cost + logistic_loss(a, Y[0, i])
        dz = a - Y[0, i]
        for j in range(n_x):
            dw[j, 0] = dw[j, 0] + X[j, i] * dz
        db = db + dz
        ### END SOLUTION
    return {"dw": dw / m, "db": db / m}, cost / m


# %% checks="propagate_loops" points=6
check(propagate_loops)

# %% [markdown]
r"""
**Before you read on:** one call of this function gives the slopes for *one* step. Training will
take 2000 steps, on all pictures. How long will that be? The cell measures a few examples and
multiplies.
"""

# %%
from time import perf_counter

few = 20

if ready(flatten_images, sigmoid, logistic_loss, propagate_loops):
    w, b = np.zeros((TRAIN_X.shape[0], 1)), 0.0
    start = perf_counter()
    propagate_loops(w, b, TRAIN_X[:, :few], TRAIN_Y[:, :few])
    seconds_loops = (perf_counter() - start) / few * m_train
    print(f"one step with loops: about {seconds_loops:.1f} seconds")
    print(f"2000 steps:          about {2000 * seconds_loops / 60:.0f} minutes")

# %% [markdown]
r"""
Too long, and these are small pictures. Nothing is wrong with the mathematics. Python just spends
most of the time on handling one number after another.

## 7. All examples, without a loop

Both loops are matrix products in disguise. Look at what they do, line by line:

| with loops, for each $i$ | at once |
|---|---|
| $z^{(i)} = w^T x^{(i)} + b$ | $Z = w^T X + b$ |
| $a^{(i)} = \sigma(z^{(i)})$ | $A = \sigma(Z)$ |
| $J$ collects $\mathcal{L}(a^{(i)}, y^{(i)})$ | the mean of the losses of $A$ and $Y$ |
| $dz^{(i)} = a^{(i)} - y^{(i)}$ | $dZ = A - Y$ |
| each $dw_j$ collects $x^{(i)}_j \, dz^{(i)}$ | $X \, dZ^T$ |
| $db$ collects $dz^{(i)}$ | the sum of $dZ$ |

In formulas:

$$Z = w^T X + b, \qquad A = \sigma(Z) \qquad\text{(7.1)}$$

shapes: $Z, A$: $(1, m)$; $\;w^T X$: $(1, n_x)(n_x, m)$; $\;b$ is a number, and NumPy adds it to
each entry of the row. That is called broadcasting; `week2/vectorization_and_broadcasting` has its
rules.

$$J = \frac{1}{m} \sum_{i=1}^{m} \mathcal{L}\bigl(a^{(i)}, y^{(i)}\bigr) \qquad\text{(7.2)}$$

shape: a number. You have this function already.

$$dZ = A - Y, \qquad dw = \frac{1}{m} \, X \, dZ^T \qquad\text{(7.3)}$$

shapes: $dZ$: $(1, m)$; $\;dw$: $(n_x, 1) = (n_x, m)(m, 1)$. Row $j$ of $X$ is feature $j$ of all
examples. The product multiplies it with the errors $dZ$, entry by entry, and adds up: that is
(6.1), for all $j$.

$$db = \frac{1}{m} \sum_{i=1}^{m} dz^{(i)} \qquad\text{(7.4)}$$

shape: a number, the mean of the row $dZ$.

**Before you read on:** with $m = 4$ examples of $n_x = 3$ features, write down the shapes of $Z$,
$dZ^T$ and $dw$. Which of the three change when a fifth example is added?
"""

# %%
figures.explore(
    figures.blocks,
    alt="Matrices drawn as blocks of cells for m = 4 and n_x = 3. Forward: w transposed, 1 by 3,"
    " times X, 3 by 4, plus the number b gives Z, 1 by 4. Errors: A minus Y gives dZ, all 1 by 4."
    " Gradient: X, 3 by 4, times dZ transposed, 4 by 1, over m gives dw, 3 by 1; the sum of dZ over"
    " m gives the number db.",
    m=(1, 8, 1, 4),
    n_x=(1, 6, 1, 3),
)

# %% [markdown]
r"""
The numbers that meet inside a product are equal and vanish; the outer two remain. In the gradient
it is $m$ that vanishes: $dw$ has the shape of $w$, however many examples there are. A fifth
example changes $Z$ and $dZ^T$ only.
"""

# %% [markdown]
r"""
### Exercise 7.1: the cost and its gradient, without a loop
difficulty 3 of 5 · about 20 minutes · the reference is 5 lines

Fill in equations (7.1) to (7.4), with no loop over examples or features. Your own `sigmoid` and
`logistic_cost` do part of the work. The results must be those of `propagate_loops`, for every
input.

<details><summary>ValueError: shapes not aligned, or mismatch in core dimension</summary>

Write the shape of each factor above it. Which factor has to be turned so that the two inner
numbers are equal?

</details>
<details><summary>My cost is right, my dw is not</summary>

Does your dw have the shape of w? If so, show your function every example twice: what becomes of
your dw, and what should?

</details>
<details><summary>My dw has shape (n_x, m)</summary>

Then nothing has been added up over the examples yet. What is the difference between `*` and `@`?

</details>
<details><summary>My db is a whole row</summary>

db is one number for all examples. What does the sum sign in (7.4) do with the row?

</details>
"""


# %% exercise="propagate"
def propagate(w, b, X, Y):
    """Cost of logistic regression and its gradient over all examples, (7.1) to (7.4).

    Parameters
    ----------
    w : ndarray (n_x, 1)
        Weights.
    b : float
        Bias.
    X : ndarray (n_x, m)
        One example per column.
    Y : ndarray (1, m)
        Labels, 0 or 1.

    Returns
    -------
    grads : dict
        "dw" (n_x, 1) and "db" (float): the derivatives of the cost.
    cost : float
        J, equation (7.2).
    """
    m = X.shape[1]
    ### BEGIN SOLUTION
    A = sigmoid(w.T @ X + b)
    cost = logistic_cost(A, Y)
    dZ = A - Y
    dw = X @ dZ.T / m
    db = float(np.sum(dZ) / m)
    ### END SOLUTION
    return {"dw": dw, "db": db}, cost


# %% checks="propagate" points=8
check(propagate)

# %% [markdown]
r"""
`trace_shapes` runs a function once and prints the shapes on each of its lines. Here it is your own
`propagate`, with the 3 features and 4 examples of the figure above. Do the shapes agree with those
under (7.1) to (7.4)? It works on any function of yours, and shows where a shape goes wrong.
"""

# %%
if ready(sigmoid, logistic_loss, logistic_cost, propagate):
    four = np.array([[0.5, -1.0, 2.0, 0.0], [1.0, 0.3, -0.2, 1.5], [-0.7, 0.4, 0.1, 0.9]])
    trace_shapes(propagate, np.ones((3, 1)), 0.5, four, np.array([[0, 1, 1, 0]]))

# %%
if ready(flatten_images, sigmoid, logistic_loss, logistic_cost, propagate_loops, propagate):
    w, b = np.zeros((TRAIN_X.shape[0], 1)), 0.0
    with_loops, _ = propagate_loops(w, b, TRAIN_X[:, :few], TRAIN_Y[:, :few])
    at_once, _ = propagate(w, b, TRAIN_X[:, :few], TRAIN_Y[:, :few])
    difference = np.abs(with_loops["dw"] - at_once["dw"]).max()
    print(f"largest difference between the two dw: {difference:.0e}")

    start = perf_counter()
    for _ in range(10):
        propagate(w, b, TRAIN_X, TRAIN_Y)
    seconds = (perf_counter() - start) / 10
    print(f"one step without loops: {1000 * seconds:.1f} ms")
    print(
        f"about {seconds_loops / seconds:.0f} times as fast;"
        f" 2000 steps: {2000 * seconds:.0f} seconds"
    )

# %% [markdown]
r"""
The same slopes, up to rounding in the last digits, in a small part of the time. The loops have
not disappeared. They run inside NumPy now, in compiled code that works on several numbers at
once.
"""

# %% [markdown]
r"""
## 8. Many steps

One call of `propagate` gives the slopes for one step of (4.2). Training repeats it:

$$w := w - \alpha \, dw, \qquad b := b - \alpha \, db \qquad\text{(8.1)}$$

shapes: $w$ and $dw$ are $(n_x, 1)$; $b$ and $db$ are numbers.

This loop stays. The examples could be handled all at once because none of them waits for another.
The steps do wait: each begins at the $w$ and $b$ where the one before it ended.
"""

# %% [markdown]
r"""
### Exercise 8.1: gradient descent
difficulty 2 of 5 · about 15 minutes · the reference is 3 lines

Fill in one step: the slopes and the cost at the present $w$ and $b$, then the update (8.1). The
rest of the function is given: it keeps the cost of every 100th iteration, beginning with
iteration 0, which is the cost *before* the first step. A function that returns two things is
called as `grads, cost = propagate(...)`; then `grads["dw"]` is the entry `dw` of its dictionary.

For the eight examples from section 2, starting at $w = 0$ and $b = 0$, one step with
`learning_rate=1` leads to $w = 0.5625$ and $b = 0$, and `costs` is `[0.6931]`.

<details><summary>The cost goes up, or becomes nan</summary>

In which direction does the step go: with the slope or against it? If the sign is right, how large
is the learning rate?

</details>
<details><summary>The cost does not change at all</summary>

At which w and b do you compute the slopes in the second turn of the loop: at the new ones or at
the first ones? Do the new values get the same names as the old ones?

</details>
<details><summary>May I write w -= ...?</summary>

Your numbers would be right. But `-=` writes into the array that the caller passed to you. What
does the caller's w contain afterwards, and would they expect that?

</details>
"""


# %% exercise="optimize"
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    """Gradient descent: repeat the step (8.1).

    Parameters
    ----------
    w : ndarray (n_x, 1)
        First weights; not changed.
    b : float
        First bias.
    X : ndarray (n_x, m)
        One example per column.
    Y : ndarray (1, m)
        Labels, 0 or 1.
    num_iterations : int
        Number of steps, at least 1.
    learning_rate : float
        alpha.
    print_cost : bool
        Whether to print the cost of every 100th iteration.

    Returns
    -------
    params : dict
        "w" (n_x, 1) and "b" (float) after the last step.
    grads : dict
        "dw" (n_x, 1) and "db" (float), as computed for the last step.
    costs : list of float
        The cost of iterations 0, 100, 200, ...
    """
    costs = []
    for i in range(num_iterations):
        ### BEGIN SOLUTION
        grads, cost = propagate(w, b, X, Y)
        w = w - learning_rate * grads["dw"]
        b = b - learning_rate * grads["db"]
        ### END SOLUTION
        if i % 100 == 0:
            costs.append(cost)
            if print_cost:
                print(f"cost after iteration {i}: {cost:.6f}")
    return {"w": w, "b": b}, grads, costs


# %% checks="optimize" points=6
check(optimize)

# %% [markdown]
r"""
Your own function on the hiking map of section 4. **Before you read on:** which of the three paths
there will it look like, with $\alpha = 2$?
"""

# %%
if ready(sigmoid, logistic_loss, logistic_cost, propagate, optimize):
    params = {"w": np.array([[-4.0]]), "b": 5.0}
    points = [(-4.0, 5.0)]
    for _ in range(12):
        params, _, _ = optimize(
            params["w"], params["b"], toy_x, toy_y, num_iterations=1, learning_rate=2
        )
        points.append((params["w"].item(), float(np.squeeze(params["b"]))))
    figures.show(
        figures.path(toy_x, toy_y, np.array(points)),
        alt="Contour lines of J over w and b with twelve points computed by optimize, from the"
        " start at w = -4, b = 5 towards the lowest point.",
    )
    print(f"after 12 steps: w = {points[-1][0]:.3f}, b = {points[-1][1]:.3f}")

# %% [markdown]
r"""
The same path as in the middle of that figure. There the slopes were measured by nudges; yours
come from the formulas.
"""

# %% [markdown]
r"""
## 9. From probability to answer

The model gives a probability, but the question was "cat or not?". The answer is the
label that the model finds more likely:

$$\hat{y}^{(i)}_{\text{label}} =
\begin{cases} 1 & \text{if } a^{(i)} > \tfrac{1}{2} \\ 0 & \text{otherwise} \end{cases}
\qquad\text{(9.1)}$$

**Before you read on:** for which $z$ is $a = \sigma(z)$ above one half? Could one find the answer
without computing $\sigma$ at all?

<details><summary>Answer</summary>

Exactly for $z > 0$, since $\sigma$ rises and $\sigma(0) = \frac{1}{2}$. So the answer is the sign
of $w^T x + b$. The border between the two answers is where $w^T x + b = 0$: a point on a line, a
line in a plane, and in the space of all pictures one flat cut. That is all that logistic
regression can do, and the bias says where the cut lies.

</details>
"""

# %% [markdown]
r"""
### Exercise 9.1: the answers
difficulty 1 of 5 · about 10 minutes · the reference is 2 lines

Compute $A$ by (7.1), then the labels by (9.1), in a row of shape $(1, m)$, without a loop. If $A$
is `[[0.2, 0.7, 0.51]]`, the answers are `[[0, 1, 1]]`. (An $a$ of exactly one half may count
either way.)

<details><summary>My result holds True and False</summary>

That is accepted: Python counts True as 1. Which method of arrays changes the type of the entries,
if you prefer numbers?

</details>
<details><summary>My result has shape (m,)</summary>

Did something flatten A on its way, such as a loop over its entries or `np.squeeze`? What is the
result of comparing a whole array with a number?

</details>
<details><summary>Some labels are wrong and I cannot see why</summary>

What exactly do you compare with one half: X, Z or A? And does your Z contain all of (7.1), its
last term included?

</details>
"""


# %% exercise="predict"
def predict(w, b, X):
    """Answer 0 or 1 for each example, equation (9.1).

    Parameters
    ----------
    w : ndarray (n_x, 1)
        Weights.
    b : float
        Bias.
    X : ndarray (n_x, m)
        One example per column.

    Returns
    -------
    Y_prediction : ndarray (1, m)
        0 or 1 for each example.
    """
    ### BEGIN SOLUTION
    A = sigmoid(w.T @ X + b)
    Y_prediction = (A > 0.5).astype(int)
    ### END SOLUTION
    return Y_prediction


# %% checks="predict" points=4
check(predict)

# %% [markdown]
r"""
## 10. The whole model

All parts exist. Training a model is: begin with zeros, improve the parameters on the training
set, answer for both sets.

The test set takes no part in the training. The model has seen the training pictures and their
labels 2000 times, so being right on them proves little. What counts is being right on pictures
that it has never seen.
"""

# %% [markdown]
r"""
### Exercise 10.1: put it together
difficulty 2 of 5 · about 15 minutes · the reference is 7 lines

Call `initialize_with_zeros`, `optimize` and `predict`, in this order. Hand every argument on to
where it belongs. The dictionary at the end is given; it tells you which names it needs. `check`
trains on a small set and compares costs, parameters and answers.

<details><summary>I do not know where to begin</summary>

Start from the end: for each name in the dictionary, which of your functions makes it? What does
that function need first?

</details>
<details><summary>How many weights do I ask for?</summary>

One for each feature. Which axis of X_train counts them?

</details>
<details><summary>It works for me, but check says that it does not</summary>

Does your function use a name that is not one of its arguments, such as TRAIN_X? Or a fixed number
where an argument exists, such as 2000? In your notebook such a function may
seem to work, because the notebook has just these values; with other data it does not.

</details>
"""


# %% exercise="model"
def model(
    X_train, Y_train, X_test, Y_test, num_iterations=2000, learning_rate=0.5, print_cost=False
):
    """Train logistic regression on one set, and answer for two.

    Parameters
    ----------
    X_train : ndarray (n_x, m_train)
        Examples to learn from, one per column.
    Y_train : ndarray (1, m_train)
        Their labels, 0 or 1.
    X_test : ndarray (n_x, m_test)
        Examples to test on.
    Y_test : ndarray (1, m_test)
        Their labels; not used for training.
    num_iterations : int
        Number of steps.
    learning_rate : float
        alpha.
    print_cost : bool
        Whether to print the cost of every 100th iteration.

    Returns
    -------
    dict
        "costs", "Y_prediction_test" (1, m_test), "Y_prediction_train" (1, m_train),
        "w" (n_x, 1), "b" (float), "learning_rate" and "num_iterations".
    """
    ### BEGIN SOLUTION
    w, b = initialize_with_zeros(X_train.shape[0])
    params, grads, costs = optimize(
        w, b, X_train, Y_train, num_iterations, learning_rate, print_cost
    )
    w, b = params["w"], params["b"]
    Y_prediction_train = predict(w, b, X_train)
    Y_prediction_test = predict(w, b, X_test)
    ### END SOLUTION
    return {
        "costs": costs,
        "Y_prediction_test": Y_prediction_test,
        "Y_prediction_train": Y_prediction_train,
        "w": w,
        "b": b,
        "learning_rate": learning_rate,
        "num_iterations": num_iterations,
    }


# %% checks="model" points=6
check(model)

# %% [markdown]
r"""
### Train it on the cats

The *accuracy* is the share of right answers:

$$\text{accuracy} =
\frac{\text{number of } i \text{ with } \hat{y}^{(i)}_{\text{label}} = y^{(i)}}{m}
\qquad\text{(10.1)}$$

**Before you read on:** which accuracy has a program that never looks and always answers "not a
cat"? It is the number to beat. The training takes some seconds.
"""


# %%
def all_parts_ready():
    """Ask for the functions anew each time: you may have changed one since."""
    return ready(
        flatten_images, sigmoid, initialize_with_zeros, logistic_loss, logistic_cost
    ) and ready(propagate, optimize, predict, model)


def accuracy(answers, Y):
    """Share of right answers, equation (10.1)."""
    return float(np.mean(answers == Y))


if all_parts_ready():
    result = model(TRAIN_X, TRAIN_Y, TEST_X, TEST_Y, num_iterations=2000, learning_rate=0.01)
    print(f"accuracy on the training set: {accuracy(result['Y_prediction_train'], TRAIN_Y):.1%}")
    print(f"accuracy on the test set:     {accuracy(result['Y_prediction_test'], TEST_Y):.1%}")
    print(f"always 'not a cat':           {accuracy(0, TEST_Y):.1%}")
    p = accuracy(result["Y_prediction_test"], TEST_Y)
    print(f"test accuracy, by chance:     +- {np.sqrt(p * (1 - p) / m_test):.1%}")

# %% [markdown]
r"""
The model clearly beats the blind answer, on pictures and drawings that it has never seen. It does
better on the training set than on the test set. That difference is called *overfitting*: with
more weights than examples, some of the fit is learned by heart. More data would help.

How exact is the test accuracy? It is a share of only 200 pictures. If these were drawn
independently, its *standard error* would be $\sqrt{p(1 - p) / 200}$ for an accuracy $p$, which
the cell prints as "by chance"; about 95 % of such samples lie within two of them. But the test
cats come from only 24 different drawings, each shown a few times in other colours. That makes the
number less certain still, so take it as good to at least twice the standard error either way. A
model that is one or two points better may just be lucky.
"""

# %%
if all_parts_ready():
    figures.show(
        figures.cost_curves({"training": result["costs"]}, every=100),
        alt="The training cost every 100 iterations: it starts at 0.69, falls fast at first and"
        " ever more slowly afterwards, and is still falling at the end.",
    )
    print(f"first cost {result['costs'][0]:.4f}, last cost {result['costs'][-1]:.4f}")

    w, b = initialize_with_zeros(TRAIN_X.shape[0])
    early = []
    for _ in range(100):
        params, _, cost = optimize(w, b, TRAIN_X, TRAIN_Y, num_iterations=1, learning_rate=0.01)
        w, b = params["w"], params["b"]
        early += cost
    print("the first ten iterations:", " ".join(f"{cost:.3f}" for cost in early[:10]))
    print(f"highest cost {max(early):.3f}, in iteration {int(np.argmax(early))}")
    above = np.flatnonzero(np.array(early) > np.log(2))
    print(f"above log 2 for the last time in iteration {above[-1]}")

# %% [markdown]
r"""
The cost starts at $\log 2$, and every 100 iterations it is lower, fast at first, then ever more
slowly. The curve hides the beginning, which the cell prints as well: there the cost *rises* first
and zigzags from step to step. The learning rate is just a little too large for the place where
the training starts, and the steps jump from one side of the valley to the other, as with the
large $\alpha$ in section 4. The bowl is narrowest where all $a$ are near $\frac{1}{2}$; as the
answers get surer it widens, and the zigzag dies out. A cost that is looked at only now and then
can hide such things. It has not arrived after 2000 iterations. With more weights than examples it
can come as close to 0 as you like, but the test accuracy does not follow it all the way.

### Learning rates compared

The learning rate was chosen for you. **Before you read on:** here are three of them, 0.05, 0.01
and 0.001. Which one will have the lowest cost after 300 iterations? Which curve will be smooth?
"""

# %%
if all_parts_ready():
    curves = {}
    for rate in (0.05, 0.01, 0.001):
        params = dict(zip(("w", "b"), initialize_with_zeros(TRAIN_X.shape[0]), strict=True))
        costs = []
        for _ in range(60):
            params, _, new = optimize(
                params["w"], params["b"], TRAIN_X, TRAIN_Y, num_iterations=5, learning_rate=rate
            )
            costs += new
        curves[f"alpha = {rate}"] = costs
    figures.show(
        figures.cost_curves(curves, every=5, logarithmic=True),
        alt="Cost, on a logarithmic axis, against iteration for three learning rates. With 0.05 the"
        " cost jumps up and down above its starting value; with 0.01 it soon falls steadily; with"
        " 0.001 it falls smoothly but slowly.",
    )
    for name, costs in curves.items():
        print(f"{name:14} last cost {costs[-1]:.3f}, highest cost {max(costs):.3f}")

# %% [markdown]
r"""
Too large: the cost leaps about, since every step overshoots. Too small: nothing goes wrong, but
you wait ten times as long. The right size depends on the data, so one tries several, each about
three to ten times the one before, and looks at the curves. `model` has 0.5 as its default, which
suits other data. **Before you read on:** what happens here with 0.5?
"""

# %%
if all_parts_ready():
    with np.errstate(all="ignore"):
        wild = model(TRAIN_X, TRAIN_Y, TEST_X, TEST_Y, num_iterations=201, learning_rate=0.5)
    print("costs of iterations 0, 100 and 200:", " ".join(f"{c:.3g}" for c in wild["costs"]))

# %% [markdown]
r"""
The steps are so large that $z$ becomes large as well, and some $a$ are rounded to exactly 0 or 1,
as at the end of section 2. Then (3.2) asks for $\log 0$, which NumPy answers with minus infinity.
Times a label of 1 that gives an infinite loss; times a factor $y$ or $1 - y$ of 0 it has no
answer at all: $0 \cdot (-\infty)$ is `nan`, "not a number", and a mean with one `nan` in it is
`nan`. The cell keeps NumPy quiet. Without `np.errstate` it warns twice: "divide by zero
encountered in log", and "invalid value encountered in multiply", which is $0 \cdot (-\infty)$.
When you meet these two warnings together with `nan` as the cost, try a smaller learning rate.

### Right and wrong answers
"""

# %%
if all_parts_ready():
    A_test = sigmoid(result["w"].T @ TEST_X + result["b"])[0]
    truth = TEST_Y[0]
    right = result["Y_prediction_test"][0] == truth
    surest = np.argsort(-np.abs(A_test - 0.5))
    chosen = []
    for group in (right, ~right):
        for label in (1, 0):
            chosen += [i for i in surest if group[i] and truth[i] == label][:3]
    figures.show(
        figures.gallery(
            cats.test_set_x[chosen],
            [f"{cats.classes[truth[i]]}\na = {A_test[i]:.2f}" for i in chosen],
            row_names=["right", "wrong"],
        ),
        alt="Twelve test pictures with their true label and the model's probability of cat. Upper"
        " row: the surest right answers, three cats and three others. Lower row: the surest wrong"
        " answers, three cats taken for something else and three others taken for cats.",
    )
    print(f"wrong on {np.sum(~right)} of {m_test} test pictures")

# %% [markdown]
r"""
The captions give the truth, and below it the model's probability of a cat. The lower row shows
that it can be sure and wrong. **Before you read on:** the three on the right of the lower row
passed for cats. For someone who only weighs pixels, could they share something with a cat, such
as light and dark in the same places?

The model is one sum, so we can look at what it weighs. Each weight belongs to one pixel and one
channel; rolled up again, $w$ is a picture.
"""

# %%
if all_parts_ready():
    figures.show(
        figures.weights_as_image(result["w"]),
        alt="The learned weights of the red, green and blue channel as pictures. All three show"
        " faint, similar patterns of positive and negative patches, roughly in the form of a face.",
    )

# %% [markdown]
r"""
Where a weight is positive (violet), light in that pixel speaks for a cat; where it is negative
(orange), light speaks against it. With some good will you can see a face in it, perhaps with
ears; do not read too much into that. A picture that is bright and dark in these places passes for
a cat, whatever it shows: that is how the three on the right of the lower row got in. The three
channels have learned similar patterns, because the colours are random and none of them knows more
than the others. It is one stencil for all cats. A cat that sits elsewhere, or is dark on light
where another is light on dark, does not fit it, and no choice of $w$ can mend that: one flat cut
is not enough. Hidden layers will help.

### What drawings can teach, and what they cannot

The pictures are emoji artwork, not photographs: clean outlines, one face from the front, in the
middle. What you have learned about columns, costs, slopes and learning rates holds for any
picture. What the *model* has learned holds for such drawings only. It knows nothing of fur, of
shadows, or of cats seen from the side, so its answer about a photograph says next to nothing.
"""

# %% [markdown]
r"""
### Try a picture of your own

Write the path of a picture file between the quotes, for example a drawing of a cat's face that
fills the frame. While it is empty, a picture of the test set is used.
"""

# %%
my_picture = ""

if all_parts_ready():
    image = load_image(my_picture, size=32) if my_picture else cats.test_set_x[np.argmax(TEST_Y)]
    column = flatten_images(image[np.newaxis]) / 255
    probability = sigmoid(result["w"].T @ column + result["b"]).item()
    answer = cats.classes[predict(result["w"], result["b"], column).item()]
    figures.show(
        figures.judged_picture(image, probability, cats.classes),
        alt=f"The picture, and beside it the model's probability of cat, {probability:.0%}.",
    )
    print(f"The model says: {answer}.")

# %% [markdown]
r"""
Look at the first two lines after `if`. A new picture must go exactly the way of the training
pictures: the same size, the same order of unrolling, the same division by 255.

## What you have built

- pictures as the columns of one matrix: `flatten_images`;
- a model of one neuron, and a measure of how wrong it is: `sigmoid`, `initialize_with_zeros`,
  `logistic_loss`, `logistic_cost`;
- its slopes, three times: for one example, with loops, and for all examples at once:
  `single_example_gradients`, `propagate_loops`, `propagate`;
- a learner: `optimize`, `predict`, `model`.

Initialise, go forward, compute the cost, go back, update: every network in this course is trained
by these five steps.

## What comes next

- `week2/derivatives_and_graphs`: where slopes come from, and why it pays to go from right to
  left.
- `week2/vectorization_and_broadcasting`: how to get rid of loops, and the rules by which NumPy
  stretches arrays.
- Week 3 puts several such neurons side by side and one behind them: a network with a hidden
  layer, whose border is no longer flat.
"""
