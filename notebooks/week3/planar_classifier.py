# %% [markdown]
r"""
# A hidden layer: the planar classifier

At the end of this notebook you will have built, with nothing but NumPy, a network with one hidden
layer that learns a border which no single line could draw, and a tool that tests its gradients.

You will learn how to

- go forward through two layers, and back again with the chain rule, for all examples at once;
- check a gradient without trusting the formula it came from, and read what such a check says about
  a wrong one;
- start a network so that it can learn, train it, and find out how many hidden units it needs.

You need logistic regression as in `week2/logistic_regression`: columns are examples, the sigmoid,
the cross-entropy, gradient descent. What other activation functions there are, and why there must
be one, is the subject of `week3/activations`.

**How to work with this page.** Run the cells from top to bottom with Shift+Enter. In each of the
fourteen exercises you complete one function; in three short questions you commit yourself to an
answer before you see it. The cell below each, `check(...)`, tries it and says what is right and
what is not. `hint(...)`, with the name of your function, prints a hint. Where you read **Before
you read on**, write your answer down first. The exercises take about two and a half
hours in all.
"""

# %% locked="setup"
import numpy as np

from grader.student import figures, load_planar, notebook

check, ready, hint = notebook("week3/planar_classifier")

# %% [markdown]
r"""
## 1. A flower, and a plan

Here are 400 points in the plane. Each has $n_x = 2$ features, its coordinates, and a label: $y = 0$
(orange circles) or $y = 1$ (blue squares). They form a flower with eight petals.
"""

# %%
flower = load_planar("flower")
X, Y = flower.X, flower.Y

figures.show(
    figures.planar([("the flower: 400 points to learn from", None, X, Y)]),
    alt="Points in the plane that form a flower of eight petals around the origin. Going round, the"
    " petals are orange, blue, orange, two blue, orange, blue, and another orange one.",
)
print(f"X {X.shape}, Y {Y.shape}, {Y.mean():.0%} of the labels are 1")
print(f"held out: X_test {flower.X_test.shape}, Y_test {flower.Y_test.shape}")

# %% [markdown]
r"""
There are 400 more points of the same kind that no training will see. They are *held out*, to find
out at the end what has been learned.

**Before you read on:** how well can logistic regression, which you built in week 2, do here? About
what share of the points will it get right?
"""


# %%
def fit_line(X, Y, num_iterations=2000, learning_rate=0.5):
    """Train logistic regression; return what it answers for points (2, k).

    The sigmoid is written with tanh here, and a row of ones takes the place of the bias.
    """

    def answer(points, weights):
        inputs = np.vstack([points, np.ones((1, points.shape[1]))])
        return inputs, 0.5 + 0.5 * np.tanh(0.5 * weights @ inputs)

    weights = np.zeros((1, 3))
    for _ in range(num_iterations):
        inputs, a = answer(X, weights)
        weights = weights - learning_rate * (a - Y) @ inputs.T / Y.size
    return lambda points: answer(points, weights)[1]


def accuracy(answers, Y):
    """Share of right answers; a probability above one half counts as the answer 1."""
    return float(np.mean((answers > 0.5) == Y))


line = fit_line(X, Y)
line_accuracy = accuracy(line(X), Y), accuracy(line(flower.X_test), flower.Y_test)

figures.show(
    figures.planar([("logistic regression", line, X, Y)]),
    alt="The flower cut by one straight line; on either side of it about half of the points are of"
    " the wrong class.",
)
print(f"right answers: {line_accuracy[0]:.1%} of the training points", end=", ")
print(f"{line_accuracy[1]:.1%} of the held-out points")

# %% [markdown]
r"""
Hardly better than a coin. Nothing went wrong in the training: the answer of logistic regression
changes at one straight line, and no straight line separates these petals. We need a border that
consists of several pieces, and we build it out of several neurons.

The plan is the same as for one neuron, and as for every network in this course:
"""

# %%
figures.show(
    figures.training_loop(),
    alt="Boxes and arrows. Once: choose the structure, then draw first parameters. Then a loop of"
    " four boxes, again and again: forward propagation, cost, backward propagation, update, which"
    " hands new parameters to forward propagation.",
)

# %% [markdown]
r"""
1. Choose the **structure**: how many units in each layer.
2. Choose the **first parameters**.
3. **Loop**: go forward and compute the predictions; compute the cost; go backward and compute the
   gradients; update the parameters.

Each box becomes one function, and this notebook goes through them in this order.

### The structure

Two of the three numbers are not ours to choose. A network needs an input unit for each feature
and an output unit for each label of an example. Only the number of hidden units, $n_h$, is free.
"""

# %% [markdown]
r"""
### Exercise 1.1: the sizes of the layers
difficulty 1 of 5 · about 5 minutes · the reference is 2 lines

Find $n_x$ and $n_y$ from the data, and hand $n_h$ on as it comes. For the flower,
`layer_sizes(X, Y)` is `(2, 4, 1)`, and `layer_sizes(X, Y, 7)` is `(2, 7, 1)`.

<details><summary>I get 400 for n_x</summary>

X holds one example in each column. Which of its two axes counts the examples, and which one
counts what you are looking for?

</details>
<details><summary>What do I do with n_h?</summary>

Nothing. Where would you look for it in the data, if the caller may choose it freely?

</details>
"""


# %% exercise="layer_sizes"
def layer_sizes(X, Y, n_h=4):
    """Sizes of the three layers.

    Parameters
    ----------
    X : ndarray (n_x, m)
        One example per column.
    Y : ndarray (n_y, m)
        Their labels.
    n_h : int
        Number of hidden units, chosen by the caller.

    Returns
    -------
    n_x, n_h, n_y : int
        Units of the input, the hidden and the output layer.
    """
    ### BEGIN SOLUTION
    n_x = X.shape[0]
    n_y = Y.shape[0]
    ### END SOLUTION
    return n_x, n_h, n_y


# %% checks="layer_sizes" points=2
check(layer_sizes)

# %% [markdown]
r"""
## 2. The network and its parameters

Put several neurons side by side, each of them looking at the whole input, and let one more neuron
look at what they say. For a moment we take three features, so that the numbers 3, 4 and 1 are easy
to tell apart.

**Before you read on:** how many weights does such a network have? And how many biases?
"""

# %%
figures.explore(
    figures.network_with_shapes,
    alt="A network of three layers of circles: three inputs x1 to x3, four hidden units, one output"
    " unit; every unit is joined to all units of the layer before it. Written above the lines:"
    " W1 (4, 3) and b1 (4, 1), W2 (1, 4) and b2 (1, 1).",
    n_x=(1, 6, 1, 3),
    n_h=(1, 8, 1, 4),
    n_y=(1, 3, 1, 1),
)

# %% [markdown]
r"""
**The layers.** On the left the *input layer*: no neurons, just the features. In the middle the
*hidden layer*. On the right the *output layer*, whose activation is the prediction
$\hat{y} = a^{[2]}$. The training set says what goes in and what should come out. It does not say
what the units in the middle should do: their values are never seen in the data, hence "hidden".

**Two layers, not three.** Layers are counted by their parameters. The input layer has none, so it
is layer 0 and does not count; the hidden layer is layer 1, the output layer is layer 2. This is a
*two-layer network*.

**Two kinds of brackets.** A raised number in square brackets is a layer, one in round brackets an
example, and a lowered number a unit. So $a^{[1](3)}_2$ is what the second hidden unit says to the
third example. The input fits in as $a^{[0]} = x$.

**The parameters.** Each hidden unit has one weight for each input and one bias, and each becomes
one *row*:

$$W^{[1]}: (n_h, n_x), \qquad b^{[1]}: (n_h, 1) \qquad\text{(2.1)}$$
$$W^{[2]}: (n_y, n_h), \qquad b^{[2]}: (n_y, 1) \qquad\text{(2.2)}$$

In the figure: $W^{[1]}$ is $(4, 3)$, $b^{[1]}$ is $(4, 1)$, $W^{[2]}$ is $(1, 4)$, $b^{[2]}$ is
$(1, 1)$. That makes $12 + 4 = 16$ weights and $4 + 1 = 5$ biases. A rule to keep: *as many rows as
the layer has units, as many columns as the layer before it*.

### Where to begin

The biases begin at zero. The weights begin as small random numbers: drawn from the normal
distribution around 0, times 0.01. Why random, and why small? Section 10 shows what becomes of
networks that begin in another way.
"""

# %% [markdown]
r"""
### Exercise 2.1: first parameters
difficulty 2 of 5 · about 10 minutes · the reference is 4 lines

Draw the weights, make the biases, by (2.1) and (2.2). `rng` is a generator of random numbers:
`rng.normal(size=(2, 3))` draws a matrix of two rows and three columns with mean 0 and standard
deviation 1. Draw from it and set no seed yourself: every call gives new numbers, and whoever
wants the same ones again hands over a generator with a seed. Since the numbers are random, `check`
looks at shapes, mean and spread, not at single values. With `n_x=2, n_h=3, n_y=1` a right result is

| | for example |
|---|---|
| W1 | `[[0.013, -0.004], [0.006, 0.011], [-0.005, 0.014]]` |
| b1 | `[[0], [0], [0]]` |
| W2 | `[[0.013, 0.009, -0.007]]` |
| b2 | `[[0]]` |

<details><summary>Which size comes first?</summary>

Take the figure above. How many rows has W1 there, and how many units has the layer that it belongs
to? How many columns, and how many inputs?

</details>
<details><summary>TypeError: np.zeros does not take my numbers</summary>

The shape of an array is one argument, even if it consists of two numbers. What makes one thing of
two numbers?

</details>
<details><summary>check says: no entry is negative</summary>

There are several ways to draw random numbers. Which range does yours cover? Around which number
should it be centred?

</details>
<details><summary>May I use np.random.randn?</summary>

Yes, it draws from the same distribution (without `np.random.seed` in your function). What is lost
if you do: can the caller repeat an experiment with exactly the same start by handing over `rng`?

</details>
"""


# %% exercise="initialize_parameters"
def initialize_parameters(n_x, n_h, n_y, rng=None):
    """First parameters: small random weights, zero biases, shapes (2.1) and (2.2).

    Parameters
    ----------
    n_x, n_h, n_y : int
        Units of the input, the hidden and the output layer.
    rng : numpy.random.Generator or None
        Where random numbers come from; by default a new generator.

    Returns
    -------
    parameters : dict
        "W1" (n_h, n_x), "b1" (n_h, 1), "W2" (n_y, n_h), "b2" (n_y, 1).
    """
    if rng is None:
        rng = np.random.default_rng()
    ### BEGIN SOLUTION
    W1 = rng.normal(size=(n_h, n_x)) * 0.01
    b1 = np.zeros((n_h, 1))
    W2 = rng.normal(size=(n_y, n_h)) * 0.01
    b2 = np.zeros((n_y, 1))
    ### END SOLUTION
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


# %% checks="initialize_parameters" points=4
check(initialize_parameters)

# %% [markdown]
r"""
## 3. Forward, for one example

A hidden unit does what logistic regression does, in two steps: a weighted sum $z$, then an
activation function $g$ of it. Here is one of the four units, opened up. Its weights are one row
$w$ of $W^{[1]}$.
"""

# %%
figures.show(
    figures.hidden_unit(
        np.array([[1.0], [2.0], [-1.0]]), np.array([[0.5, -0.25, 1.0]]), 0.5, np.tanh
    ),
    alt="One hidden unit as a circle cut in two halves. Inputs 1, 2 and -1 arrive with weights 0.5,"
    " -0.25 and 1, and the bias 0.5 from below. Left half, step 1: z = w x + b = -0.5. Right half,"
    " step 2: a = g(z) = -0.462, which goes to every unit of the next layer.",
)

# %% [markdown]
r"""
**Before you read on:** check the $-0.5$ by hand.

The hidden units use $g = \tanh$, which runs from $-1$ to $1$. The output unit uses the sigmoid,
since its answer is a probability. Four units would need four such computations, one for each row
of $W^{[1]}$. A matrix product does all rows at once, so the whole network is four equations:

$$z^{[1]} = W^{[1]} x + b^{[1]} \qquad\text{(3.1)} \qquad\qquad (n_h, 1) = (n_h, n_x)(n_x, 1) +
(n_h, 1)$$
$$a^{[1]} = \tanh\bigl(z^{[1]}\bigr) \qquad\text{(3.2)} \qquad\qquad (n_h, 1)$$
$$z^{[2]} = W^{[2]} a^{[1]} + b^{[2]} \qquad\text{(3.3)} \qquad\qquad (n_y, 1) =
(n_y, n_h)(n_h, 1) + (n_y, 1)$$
$$a^{[2]} = \sigma\bigl(z^{[2]}\bigr) \qquad\text{(3.4)} \qquad\qquad (n_y, 1)$$

Read them as one sentence said twice: take what the layer before hands on, multiply by $W$, add
$b$, apply $g$. Mind the $a^{[1]}$ in (3.3): the output layer never sees $x$ itself.
"""

# %% [markdown]
r"""
### Exercise 3.1: bring your sigmoid along
difficulty 1 of 5 · about 3 minutes · the reference is 1 line

Functions of another notebook are not known in this one. Write the sigmoid again,

$$\sigma(z) = \frac{1}{1 + e^{-z}} \qquad\text{(3.5)}$$

for arrays of any shape, or copy yours from week 2. `sigmoid(np.array([[0.0, 2.0]]))` is about
`[[0.5, 0.8808]]`.

<details><summary>My sigmoid(0) is 2</summary>

Which does Python do first, divide or add? Where do you need parentheses?

</details>
<details><summary>Which function takes e to the power of an array?</summary>

Not the one of the module `math`, which takes a single number. Which library is imported at the
top?

</details>
"""


# %% exercise="sigmoid"
def sigmoid(z):
    """Sigmoid function, equation (3.5), entry by entry.

    Parameters
    ----------
    z : ndarray of any shape

    Returns
    -------
    a : ndarray, same shape
    """
    ### BEGIN SOLUTION
    a = 1.0 / (1.0 + np.exp(-z))
    ### END SOLUTION
    return a


# %% checks="sigmoid" points=1
check(sigmoid)

# %% [markdown]
r"""
The examples in this notebook use a tiny network, small enough to compute by hand: two inputs, two
hidden units, one output.
"""

# %%
tiny = {
    "W1": np.array([[0.5, -0.25], [1.0, -1.0]]),
    "b1": np.array([[0.0], [0.5]]),
    "W2": np.array([[1.0, -2.0]]),
    "b2": np.array([[0.5]]),
}
tiny_x = np.array([[1.0], [2.0]])
tiny_y = np.array([[1]])

# %% [markdown]
r"""
### Exercise 3.2: the four equations
difficulty 1 of 5 · about 10 minutes · the reference is 4 lines

Write (3.1) to (3.4). For the tiny network, `forward_one_example(tiny_x, tiny)` is `[[0.806]]`; on
the way there, $z^{[1]}$ is $(0, -0.5)$ and $a^{[1]}$ is $(0, -0.4621)$.

<details><summary>ValueError: mismatch in core dimension, or shapes not aligned</summary>

Write the shape of each factor above it. Do the two inner numbers agree? Which of the two factors
is the wrong one, or stands on the wrong side?

</details>
<details><summary>My first two values agree with the text and my result does not</summary>

What goes into the second layer: the value before or after the activation of the first? And which
activation does the output unit have?

</details>
"""


# %% exercise="forward_one_example"
def forward_one_example(x, parameters):
    """Prediction of the network for one example, equations (3.1) to (3.4).

    Parameters
    ----------
    x : ndarray (n_x, 1)
        One example.
    parameters : dict
        "W1" (n_h, n_x), "b1" (n_h, 1), "W2" (n_y, n_h), "b2" (n_y, 1).

    Returns
    -------
    a2 : ndarray (n_y, 1)
        The prediction.
    """
    W1, b1 = parameters["W1"], parameters["b1"]
    W2, b2 = parameters["W2"], parameters["b2"]
    ### BEGIN SOLUTION
    z1 = W1 @ x + b1
    a1 = np.tanh(z1)
    z2 = W2 @ a1 + b2
    a2 = sigmoid(z2)
    ### END SOLUTION
    return a2


# %% checks="forward_one_example" points=4
check(forward_one_example)

# %% [markdown]
r"""
## 4. Forward, for all examples

One way to treat $m$ examples is a loop:

for $i = 1$ to $m$: $\quad z^{[1](i)} = W^{[1]} x^{(i)} + b^{[1]}, \quad a^{[1](i)} =
\tanh z^{[1](i)}, \quad z^{[2](i)} = W^{[2]} a^{[1](i)} + b^{[2]}, \quad a^{[2](i)} =
\sigma(z^{[2](i)})$

In every turn the same $W^{[1]}$ meets another column $x^{(i)}$. A matrix times a matrix is just
that: the columns of $W X$ are $W$ times the columns of $X$. So let the columns stay where they
are, in $X$, and the columns of the result are the $z^{[1](i)}$, side by side:

$$W^{[1]} \begin{bmatrix} | & & | \\ x^{(1)} & \cdots & x^{(m)} \\ | & & | \end{bmatrix} + b^{[1]}
= \begin{bmatrix} | & & | \\ z^{[1](1)} & \cdots & z^{[1](m)} \\ | & & | \end{bmatrix} = Z^{[1]}$$

The loop is gone, and the four equations keep their form, in capitals:

$$Z^{[1]} = W^{[1]} X + b^{[1]} \qquad\text{(4.1)} \qquad\qquad (n_h, m) = (n_h, n_x)(n_x, m) +
(n_h, 1)$$
$$A^{[1]} = \tanh\bigl(Z^{[1]}\bigr) \qquad\text{(4.2)} \qquad\qquad (n_h, m)$$
$$Z^{[2]} = W^{[2]} A^{[1]} + b^{[2]} \qquad\text{(4.3)} \qquad\qquad (n_y, m) =
(n_y, n_h)(n_h, m) + (n_y, 1)$$
$$A^{[2]} = \sigma\bigl(Z^{[2]}\bigr) \qquad\text{(4.4)} \qquad\qquad (n_y, m)$$

NumPy adds the column $b$ to every column of the product.

**Before you read on:** in $A^{[1]}$, what do you find if you walk down a column? And along a row?
"""

# %%
figures.explore(
    figures.layer_blocks,
    alt="The forward equations as blocks of cells for m = 5, n_x = 3, n_h = 4. The examples are"
    " columns of one colour each, numbered 1 to 5, and keep their place: X has 3 rows, Z1 and A1"
    " have 4, Z2 and A2 have 1. W1 (4, 3), b1 (4, 1), W2 (1, 4) and b2 (1, 1) are grey.",
    m=(1, 8, 1, 5),
    n_x=(1, 6, 1, 3),
    n_h=(1, 8, 1, 4),
)

# %% [markdown]
r"""
Each example keeps its column and its colour from $X$ to $A^{[2]}$. Down a column of $A^{[1]}$ you
meet all hidden units, for one example; along a row you meet all examples, for one hidden unit.
Parameters are grey: they have no column for each example, so their shapes do not depend on $m$.

The way back will need what was computed on the way forward. So the function returns it as well,
in a dictionary called the *cache*.
"""

# %% [markdown]
r"""
### Exercise 4.1: all examples at once
difficulty 2 of 5 · about 10 minutes · the reference is 4 lines

Write (4.1) to (4.4), without a loop over the examples. Shown the tiny example twice,
`forward_propagation(np.hstack([tiny_x, tiny_x]), tiny)` gives `A2 = [[0.806, 0.806]]`.

<details><summary>Must I repeat b1 for every example?</summary>

What does NumPy do when you add a column of shape (4, 1) to a matrix of shape (4, 7)?

</details>
<details><summary>check says that A2 is right and A1 is not</summary>

Then something else than (4.2) is stored under "A1" in the cache. Which name did you give to what?

</details>
<details><summary>My function is right for one example only</summary>

Do you still pick out a column, or an entry, somewhere? Which equation needs that?

</details>
"""


# %% exercise="forward_propagation"
def forward_propagation(X, parameters):
    """Predictions for all examples, equations (4.1) to (4.4).

    Parameters
    ----------
    X : ndarray (n_x, m)
        One example per column.
    parameters : dict
        "W1" (n_h, n_x), "b1" (n_h, 1), "W2" (n_y, n_h), "b2" (n_y, 1).

    Returns
    -------
    A2 : ndarray (n_y, m)
        The predictions.
    cache : dict
        "Z1", "A1" (n_h, m) and "Z2", "A2" (n_y, m), for the way back.
    """
    W1, b1 = parameters["W1"], parameters["b1"]
    W2, b2 = parameters["W2"], parameters["b2"]
    ### BEGIN SOLUTION
    Z1 = W1 @ X + b1
    A1 = np.tanh(Z1)
    Z2 = W2 @ A1 + b2
    A2 = sigmoid(Z2)
    ### END SOLUTION
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


# %% checks="forward_propagation" points=5
check(forward_propagation)

# %%
if ready(sigmoid, forward_one_example, forward_propagation, initialize_parameters):
    start = initialize_parameters(2, 4, 1, rng=np.random.default_rng(1))
    A2, cache = forward_propagation(X, start)
    one_by_one = [forward_one_example(X[:, [i]], start).item() for i in range(X.shape[1])]
    print(f"largest difference to the loop: {np.abs(A2 - one_by_one).max():.0e}")
    print(f"predictions of the untrained network: {A2.min():.4f} to {A2.max():.4f}")

# %% [markdown]
r"""
The same numbers as with the loop. And the untrained network says "one half" to everything, as
logistic regression did: small weights make a small $z$.
"""

# %% [markdown]
r"""
## 5. The cost

How wrong is the network? Its output is a probability, as in week 2, so the measure is the same:
the mean of the cross-entropy losses.

$$J = -\frac{1}{m} \sum_{i=1}^{m} \Bigl[ y^{(i)} \log a^{[2](i)}
+ \bigl(1 - y^{(i)}\bigr) \log \bigl(1 - a^{[2](i)}\bigr) \Bigr] \qquad\text{(5.1)}$$

shape: a number. Now it depends on four arrays, $J(W^{[1]}, b^{[1]}, W^{[2]}, b^{[2]})$, and it is
no longer one convex bowl: exchange two hidden units, with all their weights, and the network
computes the same. So every lowest point has copies elsewhere, with higher ground between them.

**Before you read on:** what is the cost of the untrained network, which says one half to all?
"""

# %% [markdown]
r"""
### Exercise 5.1: the cost
difficulty 2 of 5 · about 8 minutes · the reference is 1 line

Write (5.1). For `A2 = [[0.9, 0.2]]` and `Y = [[1, 0]]` the cost is 0.1643.

<details><summary>My cost is exactly m times too large</summary>

Show your function every example twice. By how much should the cost change, and by how much does
it?

</details>
<details><summary>It is right for one example and wrong for more</summary>

Is there a transpose in it? Which shape has your product before you add it up, and which of its
entries belong to (5.1)?

</details>
<details><summary>TypeError: only integer scalar arrays can be converted to a scalar index</summary>

What does np.sum take as its second argument? How do you add two things in Python?

</details>
"""


# %% exercise="compute_cost"
def compute_cost(A2, Y):
    """Cost of the predictions: the mean cross-entropy, equation (5.1).

    Parameters
    ----------
    A2 : ndarray (1, m)
        Predictions, above 0 and below 1.
    Y : ndarray (1, m)
        Labels, 0 or 1.

    Returns
    -------
    cost : float
    """
    m = Y.shape[1]
    ### BEGIN SOLUTION
    cost = float(-np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / m)
    ### END SOLUTION
    return cost


# %% checks="compute_cost" points=4
check(compute_cost)

# %%
if ready(sigmoid, forward_propagation, initialize_parameters, compute_cost):
    print(f"cost of the untrained network: {compute_cost(A2, Y):.6f}")
    print(f"log(2):                        {np.log(2):.6f}")

# %% [markdown]
r"""
$\log 2$ again: the cost of knowing nothing, and the number to beat.

## 6. Back, for one example

Gradient descent needs to know how $J$ changes with every one of the parameters. As in week 2 we
write $d\mathit{var}$ for the derivative of the cost with respect to $\mathit{var}$, and we find
all of them by going from right to left with the chain rule: to get from one quantity to the one
on its left, multiply by the slope between them. First for one example, where the cost is the loss
$\mathcal{L}$.

**Through the loss and the sigmoid.** That is week 2: the slope of the loss is
$-\frac{y}{a} + \frac{1 - y}{1 - a}$, that of the sigmoid $a(1 - a)$, and in the product nearly
everything cancels:

$$dz^{[2]} = a^{[2]} - y \qquad\text{(6.1)} \qquad\qquad (n_y, 1)$$

**To the parameters of the output layer.** In $z^{[2]} = W^{[2]} a^{[1]} + b^{[2]}$ the weight
$W^{[2]}_{kj}$ is multiplied with $a^{[1]}_j$. Nudge it, and $z^{[2]}_k$ moves $a^{[1]}_j$ times as
far. So $dW^{[2]}_{kj} = dz^{[2]}_k \, a^{[1]}_j$. That is a column times a row:

$$dW^{[2]} = dz^{[2]} \, a^{[1]T} \qquad\text{(6.2)} \qquad\qquad (n_y, n_h) = (n_y, 1)(1, n_h)$$
$$db^{[2]} = dz^{[2]} \qquad\text{(6.3)} \qquad\qquad (n_y, 1)$$

**Through the weights to the hidden layer.** Hidden unit $j$ speaks to every output unit $k$, with
the weight $W^{[2]}_{kj}$. Its influence on the loss is the sum of its influences over all these
ways: $da^{[1]}_j = \sum_k W^{[2]}_{kj} \, dz^{[2]}_k$. The sum runs over the rows of $W^{[2]}$, so
this is a product with the transpose, $da^{[1]} = W^{[2]T} dz^{[2]}$.

**Through tanh.** The slope of $\tanh$ at $z$ is $1 - \tanh^2 z$, which is $1 - a^2$ and needs no
new computation. Each unit has a slope of its own and nothing is added up, so the two columns are
multiplied *entry by entry*, written $*$ as in NumPy:

$$dz^{[1]} = W^{[2]T} dz^{[2]} * \bigl(1 - a^{[1]} * a^{[1]}\bigr) \qquad\text{(6.4)} \qquad\qquad
(n_h, 1) = (n_h, n_y)(n_y, 1) * (n_h, 1)$$

**To the parameters of the hidden layer.** The same step as for the output layer; only the names
change. What comes in is $x$, which is $a^{[0]}$:

$$dW^{[1]} = dz^{[1]} \, x^T \qquad\text{(6.5)} \qquad\qquad (n_h, n_x) = (n_h, 1)(1, n_x)$$
$$db^{[1]} = dz^{[1]} \qquad\text{(6.6)} \qquad\qquad (n_h, 1)$$

**Before you read on:** do it once by hand, for the tiny network with $y = 1$. There
$a^{[2]} = 0.806$, $a^{[1]} = (0, -0.4621)$, $W^{[2]} = (1, -2)$ and $x = (1, 2)$. One entry of
$dW^{[2]}$ is exactly 0. Which one, and why?

<details><summary>Answer</summary>

$dz^{[2]} = 0.806 - 1 = -0.194$. $dW^{[2]} = -0.194 \cdot (0, -0.4621) = (0, 0.0896)$: the first
hidden unit says 0 to this example, so its weight makes no difference. $db^{[2]} = -0.194$.
$W^{[2]T} dz^{[2]} = (-0.194, 0.388)$, the slopes are $1 - 0^2 = 1$ and $1 - 0.4621^2 = 0.7864$, so
$dz^{[1]} = (-0.194, 0.3051)$. $dW^{[1]}$ has the rows $(-0.194, -0.388)$ and $(0.3051, 0.6103)$,
and $db^{[1]} = (-0.194, 0.3051)$.

</details>
"""

# %% [markdown]
r"""
## 7. Back, for all examples

The cost is the mean of $m$ losses, so its derivatives are the means of the derivatives above. The
columns $dz^{(i)}$ stand side by side in $dZ$, as always, and (6.1) and (6.4), which treat each
example by itself, just get capitals:

$$dZ^{[2]} = A^{[2]} - Y \qquad\text{(7.1)} \qquad\qquad (n_y, m)$$

For $dW^{[2]}$ we need $\frac{1}{m} \sum_i dz^{[2](i)} a^{[1](i)T}$: a column times a row for each
example, added up. A product of matrices does the adding, because its inner index, here $i$, is
what it sums over:

$$dW^{[2]} = \tfrac{1}{m} \, dZ^{[2]} A^{[1]T} \qquad\text{(7.2)} \qquad\qquad (n_y, n_h) =
(n_y, m)(m, n_h)$$

For $db^{[2]}$ there is no product to do it, so we add up the columns ourselves:

$$db^{[2]} = \tfrac{1}{m} \sum_{i=1}^{m} dz^{[2](i)} \qquad\text{(7.3)} \qquad\qquad (n_y, 1)$$

In code: `np.sum(..., axis=1, keepdims=True)`. The examples are counted by axis 1, so that is the
one to sum over; axis 0 counts the units, which stay apart. Without `keepdims=True` the result would
have the shape `(n_y,)`, neither row nor column, and `b2 - alpha * db2` would make a square matrix
of the bias, without a word.

$$dZ^{[1]} = W^{[2]T} dZ^{[2]} * \bigl(1 - A^{[1]} * A^{[1]}\bigr) \qquad\text{(7.4)} \qquad\qquad
(n_h, m) = (n_h, n_y)(n_y, m) * (n_h, m)$$

Both factors of $*$ have the shape $(n_h, m)$: one entry for each hidden unit and each example.
The bracket is the slope $g^{[1]\prime}(Z^{[1]})$ of the hidden activation; with another activation
only this factor changes.

$$dW^{[1]} = \tfrac{1}{m} \, dZ^{[1]} X^T \qquad\text{(7.5)} \qquad\qquad (n_h, n_x) =
(n_h, m)(m, n_x)$$
$$db^{[1]} = \tfrac{1}{m} \sum_{i=1}^{m} dz^{[1](i)} \qquad\text{(7.6)} \qquad\qquad (n_h, 1)$$

**Before you read on:** the factor $\frac{1}{m}$ stands in four of the six formulas. Why not in
(7.1) and (7.4)?
"""

# %%
figures.show(
    figures.network_graph(),
    alt="The network as a graph for n_x = 3, n_h = 4, m = 7. Blue arrows from left to right: X, Z1,"
    " A1, Z2, A2, cost J; W1, b1 and W2, b2 enter from below. Dashed orange arrows run back: dZ2"
    " (7.1), then dW2 (7.2) and db2 (7.3), then dZ1 (7.4), then dW1 (7.5) and db1 (7.6). Each"
    " gradient has the shape of its parameter.",
)

# %% [markdown]
r"""
$\frac{1}{m}$ comes from the mean, and the mean is taken where examples are added up: in the four
formulas for parameters. $dZ^{[2]}$ and $dZ^{[1]}$ still hold the examples apart. (Strictly they are
$m$ times the derivative of $J$: each column belongs to its example's own loss.)

The six formulas are one pattern, twice: from $dZ$ down to $dW$ and $db$, and on to the $dZ$ of
the layer before. And whatever you differentiate has a gradient of its own shape; that alone finds
most mistakes.
"""

# %% [markdown]
r"""
### Exercise 7.1: backward propagation
difficulty 4 of 5 · about 30 minutes · the reference is 6 lines

Write (7.1) to (7.6), in that order; each is one line. The cache holds what your
`forward_propagation` has put there. For one example of the tiny network,

```python
A2, cache = forward_propagation(tiny_x, tiny)
grads = backward_propagation(tiny, cache, tiny_x, tiny_y)
```

gives `dW2 = [[0, 0.0896]]`, `db2 = [[-0.194]]`, `dW1 = [[-0.194, -0.388], [0.3051, 0.6103]]` and
`db1 = [[-0.194], [0.3051]]`.

<details><summary>ValueError: shapes not aligned, or mismatch in core dimension</summary>

Write the shape of each factor above it, as the text does. Which sign asks for a product of
matrices, and which one works entry by entry?

</details>
<details><summary>dW2 and db2 are right, dW1 and db1 are not</summary>

Then (7.1) to (7.3) are right, and the slip is in the first formula that only the other two need.
Which one is that? What does the bracket in it become for a unit with activation 0?

</details>
<details><summary>Everything is right for m = 1 only</summary>

Is the mean there? Is it there twice, perhaps once in dZ and once in the sum?

</details>
<details><summary>db1 has the wrong shape</summary>

How many biases has the hidden layer? Which axis of dZ1 must vanish, and what is to be left of it
so that a column remains?

</details>
"""


# %% exercise="backward_propagation"
def backward_propagation(parameters, cache, X, Y):
    """Gradient of the cost, equations (7.1) to (7.6).

    Parameters
    ----------
    parameters : dict
        "W1" (n_h, n_x), "b1" (n_h, 1), "W2" (n_y, n_h), "b2" (n_y, 1).
    cache : dict
        "Z1", "A1" (n_h, m), "Z2", "A2" (n_y, m), from the way forward.
    X : ndarray (n_x, m)
        One example per column.
    Y : ndarray (n_y, m)
        Labels, 0 or 1.

    Returns
    -------
    grads : dict
        "dW1", "db1", "dW2", "db2", each with the shape of its parameter.
    """
    m = X.shape[1]
    W2, A1, A2 = parameters["W2"], cache["A1"], cache["A2"]
    ### BEGIN SOLUTION
    dZ2 = A2 - Y
    dW2 = dZ2 @ A1.T / m
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    dZ1 = W2.T @ dZ2 * (1 - A1**2)
    dW1 = dZ1 @ X.T / m
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
    ### END SOLUTION
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}


# %% checks="backward_propagation" points=9
check(backward_propagation)

# %% [markdown]
r"""
## 8. Do not trust a formula: nudge

`check` told you whether your gradients are right. In a project of your own there is nobody to
tell. But there is a way to find out that needs no formula, only the cost: nudge one single
parameter $\theta$ a little, to both sides, and see how much the cost changes.

$$\frac{\partial J}{\partial \theta} \approx
\frac{J(\theta + \varepsilon) - J(\theta - \varepsilon)}{2 \varepsilon} \qquad\text{(8.1)}$$

shape: a number; all other parameters stay as they are. It is the slope of week 2, height over
width, with the triangle drawn to both sides: then its error shrinks with $\varepsilon^2$ instead of
$\varepsilon$.

**Before you read on:** if nudging gives every slope, why do we need backward propagation at all?
Count the forward passes that it takes for a network with a million parameters.
"""

# %% [markdown]
r"""
### Exercise 8.1: a slope by nudging
difficulty 3 of 5 · about 15 minutes · the reference is 5 lines

Compute (8.1) for the parameter in row `i` and column `j` of the array `parameters[name]`. The
inner function `cost_at` is given: it computes the cost for any dictionary of parameters. The
dictionary that you were given must stay as it is, with all arrays in it.

For the tiny network, `numerical_gradient(tiny, tiny_x, tiny_y, "W1", 1, 0)` is 0.3051, the entry
of `dW1` that you know.

<details><summary>I do not know how to begin</summary>

You need two dictionaries that differ from the given one in a single number. How do you get a
dictionary whose arrays you may change without changing anybody else's?

</details>
<details><summary>My slope is 0</summary>

Are your two dictionaries really two? After `b = dict(a)`, whose array does `b["W1"][0, 0] += 1`
change?

</details>
<details><summary>My slope is twice too large</summary>

From a little below to a little above: how wide is the triangle?

</details>
<details><summary>check says that I change the argument</summary>

Does one of your dictionaries still share its arrays with `parameters`? Every array has a method
that makes a new one with the same numbers.

</details>
"""


# %% exercise="numerical_gradient"
def numerical_gradient(parameters, X, Y, name, i, j, eps=1e-5):
    """Slope of the cost for one parameter, found by nudging it, equation (8.1).

    Parameters
    ----------
    parameters : dict
        "W1" (n_h, n_x), "b1" (n_h, 1), "W2" (1, n_h), "b2" (1, 1); not changed.
    X : ndarray (n_x, m)
        One example per column.
    Y : ndarray (1, m)
        Labels, 0 or 1.
    name : str
        Which array: "W1", "b1", "W2" or "b2".
    i, j : int
        Which entry of it: row and column.
    eps : float
        The nudge.

    Returns
    -------
    slope : float
    """

    def cost_at(nudged):
        A2, _ = forward_propagation(X, nudged)
        return compute_cost(A2, Y)

    ### BEGIN SOLUTION
    up = {key: value.copy() for key, value in parameters.items()}
    down = {key: value.copy() for key, value in parameters.items()}
    up[name][i, j] += eps
    down[name][i, j] -= eps
    slope = (cost_at(up) - cost_at(down)) / (2 * eps)
    ### END SOLUTION
    return slope


# %% checks="numerical_gradient" points=4
check(numerical_gradient)

# %% [markdown]
r"""
### When are two gradients equal?

Never to the last digit: (8.1) is an approximation, and floats are rounded. So we need a number
that says how different two arrays are, compared with their own size. With the norm
$\lVert g \rVert$, the square root of the sum of all squares:

$$\text{difference}(g, h) = \frac{\lVert g - h \rVert}{\lVert g \rVert + \lVert h \rVert}
\qquad\text{(8.2)}$$

shapes: $g$ and $h$ have the same one; the result is a number from 0 (equal) to 1 (opposite). Below
$10^{-7}$ a gradient may be called right. Above $10^{-3}$ it is wrong, even if it looks good.
"""

# %% [markdown]
r"""
### Exercise 8.2: how different are two arrays?
difficulty 1 of 5 · about 5 minutes · the reference is 1 line

Write (8.2). For `g = [[3, 0]]` and `h = [[0, 4]]` it is $5 / 7 = 0.7143$. Both arrays being zero
need not be handled.

<details><summary>Which function computes a norm?</summary>

Look into `np.linalg`. Or take the definition above: squares, sum, root.

</details>
<details><summary>My result is larger than 1</summary>

Look at the denominator: how far does the division sign reach?

</details>
"""


# %% exercise="relative_difference"
def relative_difference(g, h):
    """How different two arrays are, compared with their size, equation (8.2).

    Parameters
    ----------
    g, h : ndarray, both of one shape
        Not both zero.

    Returns
    -------
    difference : float
        From 0 (equal) to 1 (opposite).
    """
    ### BEGIN SOLUTION
    difference = np.linalg.norm(g - h) / (np.linalg.norm(g) + np.linalg.norm(h))
    ### END SOLUTION
    return difference


# %% checks="relative_difference" points=2
check(relative_difference)

# %% [markdown]
r"""
Now the two together: nudge every parameter once, and compare the four arrays of slopes with those
of backward propagation. Small weights would make all slopes tiny, so the check uses weights of
size 1, and 20 of the points.
"""

# %%
tools = (sigmoid, forward_propagation, compute_cost, backward_propagation)
tools = (*tools, numerical_gradient, relative_difference)


def gradient_table(title, grads, parameters, X, Y):
    """Print how much each gradient differs from the one that is found by nudging."""
    print(title)
    for name, value in parameters.items():
        nudged = np.zeros(value.shape)
        for i, j in np.ndindex(value.shape):
            nudged[i, j] = numerical_gradient(parameters, X, Y, name, i, j)
        difference = relative_difference(grads[f"d{name}"], nudged)
        print(f"  d{name}: difference {difference:.1e}  {'' if difference < 1e-7 else '<-- wrong'}")


if ready(*tools):
    rng = np.random.default_rng(3)
    few_x, few_y = X[:, :20], Y[:, :20]
    trial = {"W1": rng.normal(size=(4, 2)), "b1": rng.normal(size=(4, 1))}
    trial |= {"W2": rng.normal(size=(1, 4)), "b2": rng.normal(size=(1, 1))}
    trial_cache = forward_propagation(few_x, trial)[1]
    found = backward_propagation(trial, trial_cache, few_x, few_y)
    gradient_table("your backward propagation", found, trial, few_x, few_y)

# %% [markdown]
r"""
Ten digits agree, for every parameter. Two ways that have nothing in common, the chain rule and a
nudge, lead to the same numbers; a mistake in one of them would hardly appear in the other as well.

### What a wrong gradient looks like

A check that has never failed has not shown much. So let it fail, on purpose. Here are three
gradients with one slip each, a different one every time.

**Before you look closely:** which formulas of section 7 depend on which? A mistake shows in its own
line and in everything that is computed from it.
"""

# %%
if ready(*tools):
    m = few_x.shape[1]
    slip = found | {"dW2": found["dW2"] * m}
    gradient_table("gradient A", slip, trial, few_x, few_y)
    slip = backward_propagation(trial, trial_cache, few_x, 0 * few_y)
    gradient_table("gradient B", slip, trial, few_x, few_y)
    slip = backward_propagation(trial | {"W2": 2 * trial["W2"]}, trial_cache, few_x, few_y)
    gradient_table("gradient C", slip, trial, few_x, few_y)

# %% [markdown]
r"""
In A only $dW^{[2]}$ is off. Nothing else is computed from it, so the slip is in (7.2) itself, and
the size of the difference tells more: for a gradient that is $r$ times too large, (8.2) gives
$(r - 1)/(r + 1)$. Here that is $19/21 = 0.905$, so $r = 20 = m$: the mean was forgotten. In B all
four are wrong. All four have (7.1) in common, and there the labels were missing.
"""

# %% [markdown]
r"""
### Exercise 8.3: the third suspect
difficulty 2 of 5 · about 3 minutes · the reference is 1 line

In gradient C, $dW^{[1]}$ and $db^{[1]}$ differ by 0.33 and the other two are right. Which formula
holds the slip? Put the letter in quotes.

- **a** (7.1), $dZ^{[2]}$
- **b** (7.2), $dW^{[2]}$
- **c** (7.4), $dZ^{[1]}$
- **d** (7.5), $dW^{[1]}$

<details><summary>How do I find out?</summary>

For each of the four, list the gradients that would be wrong as well if that formula were. Which
list is the one in the table?

</details>
<details><summary>What does 0.33 tell?</summary>

Solve (r - 1)/(r + 1) = 1/3 for r.

</details>
"""


# %% exercise="first_suspect"
def first_suspect():
    """Return the letter of your answer, such as "a"."""
    ### BEGIN SOLUTION
    choice = "c"
    ### END SOLUTION
    return choice


# %% checks="first_suspect" points=1
check(first_suspect)

# %% [markdown]
r"""
From now on, whenever you write a gradient: nudge it once, on a few examples, with weights of size
1. Then switch the check off, because it is slow: one parameter costs two forward passes, while
backward propagation finds all slopes for about the price of one.

## 9. One step of gradient descent

Every parameter takes a step against its gradient, with the learning rate $\alpha$:

$$\theta := \theta - \alpha \, d\theta \qquad \text{for } \theta = W^{[1]}, b^{[1]}, W^{[2]},
b^{[2]} \qquad\text{(9.1)}$$

shapes: $\theta$ and $d\theta$ have the same one.
"""

# %% [markdown]
r"""
### Exercise 9.1: the update
difficulty 1 of 5 · about 8 minutes · the reference is 4 lines

Write (9.1) for all four. Return *new* arrays: the caller may still need the old ones. For
`parameters["b2"] = [[0.5]]`, `grads["db2"] = [[-0.2]]` and `learning_rate = 1.5` the new `b2` is
`[[0.8]]`.

<details><summary>May I write -= ?</summary>

Whose array does `parameters["W1"] -= ...` write into? What will the caller find in theirs
afterwards?

</details>
<details><summary>The cost goes up when I use it</summary>

Which way does a gradient point: to where the cost grows, or to where it falls?

</details>
"""


# %% exercise="update_parameters"
def update_parameters(parameters, grads, learning_rate):
    """One step of gradient descent, equation (9.1).

    Parameters
    ----------
    parameters : dict
        "W1" (n_h, n_x), "b1" (n_h, 1), "W2" (n_y, n_h), "b2" (n_y, 1); not changed.
    grads : dict
        "dW1", "db1", "dW2", "db2", with the same shapes.
    learning_rate : float
        alpha.

    Returns
    -------
    parameters : dict
        New arrays under the same names.
    """
    ### BEGIN SOLUTION
    W1 = parameters["W1"] - learning_rate * grads["dW1"]
    b1 = parameters["b1"] - learning_rate * grads["db1"]
    W2 = parameters["W2"] - learning_rate * grads["dW2"]
    b2 = parameters["b2"] - learning_rate * grads["db2"]
    ### END SOLUTION
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


# %% checks="update_parameters" points=4
check(update_parameters)

# %% [markdown]
r"""
### Exercise 9.2: once around the loop
difficulty 2 of 5 · about 8 minutes · the reference is 4 lines

Put the four boxes of the loop in section 1 together: forward, cost, backward, update. Return the
new parameters, and the cost *before* the step, which the forward pass has given you anyway. For
the tiny network with its one example and `learning_rate = 1`, the cost is 0.2157 and the new `b2`
is `[[0.694]]`.

<details><summary>I do not know how to begin</summary>

Write the four names of your functions one below the other. For each: what does it need, and which
one above it makes that?

</details>
<details><summary>The parameters do not change</summary>

`update_parameters` returns something new and leaves the old as it is. Which name do you give to
the new one, and which name do you return?

</details>
"""


# %% exercise="training_step"
def training_step(parameters, X, Y, learning_rate):
    """Go once around the loop: forward, cost, backward, update.

    Parameters
    ----------
    parameters : dict
        "W1" (n_h, n_x), "b1" (n_h, 1), "W2" (1, n_h), "b2" (1, 1); not changed.
    X : ndarray (n_x, m)
        One example per column.
    Y : ndarray (1, m)
        Labels, 0 or 1.
    learning_rate : float
        alpha.

    Returns
    -------
    parameters : dict
        The parameters after the step.
    cost : float
        The cost before the step.
    """
    ### BEGIN SOLUTION
    A2, cache = forward_propagation(X, parameters)
    cost = compute_cost(A2, Y)
    grads = backward_propagation(parameters, cache, X, Y)
    parameters = update_parameters(parameters, grads, learning_rate)
    ### END SOLUTION
    return parameters, cost


# %% checks="training_step" points=3
check(training_step)

# %%
parts = (sigmoid, forward_propagation, compute_cost, backward_propagation, update_parameters)
parts = (*parts, training_step)


def train_from(start, num_iterations, learning_rate=1.2):
    """Make many steps on the flower; return the parameters before each step, and the costs."""
    now, states, costs = dict(start), [], []
    for _ in range(num_iterations):
        states.append(dict(now))
        now, cost = training_step(now, X, Y, learning_rate)
        costs.append(cost)
    return [*states, now], costs


if ready(initialize_parameters, *parts):
    states, costs = train_from(initialize_parameters(2, 4, 1, np.random.default_rng(0)), 300)
    print(f"cost before the first step {costs[0]:.4f}, before step 300 {costs[-1]:.4f}")

# %% [markdown]
r"""
It learns. Before we let it run to the end, there is a debt to pay: why did it have to begin with
random weights, and why with small ones?

## 10. Why the start must be random, and small

For logistic regression we began with zeros, and all was well. So let us try it here: all weights
and all biases 0.
"""

# %% [markdown]
r"""
### Exercise 10.1: predict first
difficulty 2 of 5 · about 4 minutes · the reference is 1 line

All parameters begin at 0, and gradient descent makes 1000 steps on the flower. What happens to
the weights? Put the letter in quotes.

- **a** They begin to move, a little late, and the network learns as usual.
- **b** $W^{[1]}$ and $W^{[2]}$ are still zero after 1000 steps.
- **c** $W^{[1]}$ stays zero, while $W^{[2]}$ learns.
- **d** They become `nan`, because something is divided by zero.

<details><summary>How can I know without trying?</summary>

Put the zeros into (4.1) to (4.4), then into (7.1) to (7.6), one after the other. Which of the
gradients are zero, and why?

</details>
<details><summary>And the second step?</summary>

After the first step, which parameter is no longer zero? Does that change what you found for the
others?

</details>
"""


# %% exercise="zero_start"
def zero_start():
    """Return the letter of your answer, such as "a"."""
    ### BEGIN SOLUTION
    choice = "b"
    ### END SOLUTION
    return choice


# %% checks="zero_start" points=1
check(zero_start)

# %% [markdown]
r"""
Zero may be special, so there is a second start beside it: every hidden unit gets the *same* two
weights, which are not zero. And the third is the small random start of section 2. To see whether
hidden units are the same, we need a function that tells.
"""

# %% [markdown]
r"""
### Exercise 10.2: are all rows the same?
difficulty 2 of 5 · about 8 minutes · the reference is 1 line

A hidden unit is a row of $W^{[1]}$. Return `True` if all rows of `W` are the same, else `False`.
Differences by rounding, below $10^{-12}$, do not count. A matrix of one row has the answer `True`.

| W | answer |
|---|---|
| `[[1, 2], [1, 2], [1, 2]]` | `True` |
| `[[1, 2], [1, 2], [1, 3]]` | `False` |
| `[[1, 1], [2, 2]]` | `False` |

<details><summary>How do I compare all rows without a loop?</summary>

Compare the whole matrix with its first row. What does NumPy do if the one has shape (3, 2) and the
other (2,)?

</details>
<details><summary>Why not simply == ?</summary>

Two sums of the same numbers may differ in their last digit if they are added up in another order.
Which function of NumPy tells whether arrays are *close*?

</details>
"""


# %% exercise="rows_are_identical"
def rows_are_identical(W):
    """Tell whether all rows of a matrix are the same, up to rounding.

    Parameters
    ----------
    W : ndarray (n, k)
        At least one row.

    Returns
    -------
    identical : bool
    """
    ### BEGIN SOLUTION
    identical = bool(np.allclose(W, W[0]))
    ### END SOLUTION
    return identical


# %% checks="rows_are_identical" points=2
check(rows_are_identical)

# %%
if ready(initialize_parameters, rows_are_identical, *parts):
    biases = {"b1": np.zeros((4, 1)), "b2": np.zeros((1, 1))}
    starts = {
        "all zero": {"W1": np.zeros((4, 2)), "W2": np.zeros((1, 4)), **biases},
        "equal rows": {"W1": np.full((4, 1), 1.0) * [[0.3, -0.2]], "W2": np.full((1, 4), 0.3)}
        | biases,
        "small and random": initialize_parameters(2, 4, 1, np.random.default_rng(0)),
    }
    histories = {}
    for title, start in starts.items():
        states, costs = train_from(start, 1000)
        histories[title] = [state["W1"][:, 0] for state in states]
        first, last = (rows_are_identical(states[k]["W1"]) for k in (1, -1))
        print(f"{title:17} rows of W1 identical after 1 step: {first}, after 1000: {last}", end="")
        print(f"   cost {costs[-1]:.4f}")
    figures.show(
        figures.unit_weights(histories),
        alt="The weight from x1 of each of four hidden units over 1000 iterations. All zero: four"
        " lines on one another, at 0 all the time. Equal rows: four lines on one another, which"
        " move together. Small and random: the lines start together near 0 and go apart;"
        " some may come together again.",
    )

# %% [markdown]
r"""
**All zero**: nothing moves, ever. $A^{[1]} = \tanh 0 = 0$, so by (7.2) $dW^{[2]} = 0$; and
$W^{[2]} = 0$, so by (7.4) $dZ^{[1]} = 0$, and $dW^{[1]} = 0$ with it. Only $b^{[2]}$ can have a
gradient, the mean of $A^{[2]} - Y$, and here, where half of the labels are 1, even that is zero.
The network says one half for good, and its cost stays $\log 2$.

**Equal rows**: the weights move, but the four lines are one line. Here is the proof that they
always will be, by *induction*. Suppose that at some step all rows of $W^{[1]}$ are equal, all
entries of $b^{[1]}$, and all entries of $W^{[2]}$. Then all hidden units compute the same, so all
rows of $A^{[1]}$ are equal. Then all entries of $dW^{[2]}$ are equal, by (7.2). All rows of
$W^{[2]T} dZ^{[2]}$ are equal, and so are all rows of the bracket in (7.4), hence of $dZ^{[1]}$, of
$dW^{[1]}$ and of $db^{[1]}$. So each unit takes the same step, and after it all is equal as before.
It was so at the start; therefore it is so after every step. Four units that always do the same are
one unit. More iterations do not help, only a difference at the start does.

**Small and random**: the units begin nearly equal, but not quite. Each step makes the small
differences larger, and soon the units do different things. The figure shows one of the two weights
of each unit: where two lines come together, the other weight may still tell the units apart. Two
units may also end with the same task, where the data need no more units; nothing forces them to.

The biases may all begin at zero: random weights are difference enough. And what if $W^{[2]}$ alone
is zero and $W^{[1]}$ random?
"""

# %%
if ready(initialize_parameters, *parts):
    half_zero = initialize_parameters(2, 4, 1, np.random.default_rng(0))
    half_zero["W2"] = np.zeros((1, 4))
    states, costs = train_from(half_zero, 1000)
    for k in (1, 2, 1000):
        moved = np.abs(states[k]["W1"] - states[0]["W1"]).max()
        print(f"after step {k:4}: W1 has moved by up to {moved:.1e}", end=", ")
        print(f"W2 is up to {np.abs(states[k]['W2']).max():.1e}")

# %% [markdown]
r"""
With zero $W^{[2]}$ the hidden gradients are zero as well, by (7.4), and in the first step $W^{[1]}$
stands still. But $A^{[1]}$ is not zero, so $W^{[2]}$ moves at once, differently for each unit, and
from the second step on $W^{[1]}$ moves too. Only symmetry is fatal; zero as such is not.

### Why 0.01 and not 100?

**Before you read on:** let the weights of the first layer be 100 times, or even 10000 times, as
large. What is $\tanh$ of such a $z$, and what is its slope there? What does that do to (7.4)?
(The second layer keeps its small weights: with large ones $A^{[2]}$ would be rounded to 0 and 1,
and the cost would be the logarithm of 0.)
"""

# %%
if ready(initialize_parameters, *parts):
    activations, curves = {}, {}
    for scale in (0.01, 1, 100):
        A1s, runs = [], []
        for seed in range(5):
            start = initialize_parameters(2, 4, 1, np.random.default_rng(seed))
            start["W1"] = start["W1"] / 0.01 * scale
            A1s.append(forward_propagation(X, start)[1]["A1"])
            runs.append(train_from(start, 2000)[1])
        activations[f"scale {scale}"], curves[f"scale {scale}"] = A1s, runs
        last = [costs[-1] for costs in runs]
        print(f"scale {scale:<5} |A1| > 0.99: {np.mean(np.abs(A1s) > 0.99):4.0%}", end="   ")
        print(f"cost after 2000 iterations: mean {np.mean(last):.2f}", end=", ")
        print(f"from {min(last):.2f} to {max(last):.2f}")
    figures.show(
        figures.saturation(activations, curves),
        alt="Left: share of hidden outputs beyond 0.99 at the start: none for weights of scale"
        " 0.01, few for scale 1, nearly all for scale 100. Right: the cost over 2000 iterations,"
        " five starts each. For scales 0.01 and 1 all curves come down to about 0.1; for scale 100"
        " most of them stay far above.",
    )

# %% [markdown]
r"""
A unit whose $|a|$ is close to 1 is *saturated*: it sits on the flat end of $\tanh$, where the slope
$1 - a^2$ is almost 0. (7.4) multiplies with this slope, so the hidden layer hears next to nothing
of the error and stays nearly what it was by chance, while the output layer makes the best of it.
Now and then chance is kind. With scale 0.01 nothing depends on it: every unit begins in the steep
middle. For one hidden layer that is a good choice; deep networks need a
more careful one, and week 4 has it.

## 11. The whole model

All boxes of the plan are there. Training a network is: sizes, first parameters, and the loop

$$\theta := \theta - 1.2 \, d\theta \qquad\text{(11.1)}$$

as often as wanted, for all four $\theta$ at once. The learning rate 1.2 was found by trying a
few; with standardised data of moderate size it does well for networks as small as this one.
"""

# %% [markdown]
r"""
### Exercise 11.1: put it together
difficulty 2 of 5 · about 12 minutes · the reference is 6 lines

Call `layer_sizes`, `initialize_parameters` and, again and again, `training_step` (or the four
functions that it consists of), with a learning rate of 1.2. If `print_cost` is true, each of
iterations 0, 1000, 2000, ... prints one line with its number and the cost; if not, nothing is
printed. `check` replaces `initialize_parameters` by a fixed start while it tries your function, so
that it can compare numbers; draw your start from there and from nowhere else.

<details><summary>There are always 4 hidden units</summary>

`layer_sizes` has a default. Who tells it about your n_h?

</details>
<details><summary>The cost does not fall</summary>

With which parameters does the second turn of the loop begin? Does the result of the step get the
name that the next step uses?

</details>
<details><summary>Only one iteration is done</summary>

How far is your return line indented?

</details>
"""


# %% exercise="nn_model"
def nn_model(X, Y, n_h, num_iterations=10000, print_cost=False):
    """Train a network with one hidden layer by gradient descent, with a learning rate of 1.2.

    Parameters
    ----------
    X : ndarray (n_x, m)
        One example per column.
    Y : ndarray (1, m)
        Labels, 0 or 1.
    n_h : int
        Number of hidden units.
    num_iterations : int
        Number of steps.
    print_cost : bool
        Whether iterations 0, 1000, 2000, ... print one line each: their number and the cost.

    Returns
    -------
    parameters : dict
        "W1" (n_h, n_x), "b1" (n_h, 1), "W2" (1, n_h), "b2" (1, 1) after the last step.
    """
    ### BEGIN SOLUTION
    n_x, n_h, n_y = layer_sizes(X, Y, n_h)
    parameters = initialize_parameters(n_x, n_h, n_y)
    for i in range(num_iterations):
        parameters, cost = training_step(parameters, X, Y, learning_rate=1.2)
        if print_cost and i % 1000 == 0:
            print(f"cost after iteration {i}: {cost:.6f}")
    ### END SOLUTION
    return parameters


# %% checks="nn_model" points=6
check(nn_model)

# %% [markdown]
r"""
The network gives a probability for each example. Its answer is the label that is more likely:

$$\hat{y}^{(i)}_{\text{label}} =
\begin{cases} 1 & \text{if } a^{[2](i)} > \tfrac{1}{2} \\ 0 & \text{otherwise} \end{cases}
\qquad\text{(11.2)}$$
"""

# %% [markdown]
r"""
### Exercise 11.2: the answers
difficulty 1 of 5 · about 5 minutes · the reference is 2 lines

Go forward, then decide by (11.2). The result is a row, $(1, m)$. For the tiny network,
`predict(tiny, tiny_x)` is `[[1]]`.

<details><summary>TypeError: '>' not supported between a tuple and a number</summary>

How many things does `forward_propagation` return? Which one do you need?

</details>
<details><summary>All answers are 1</summary>

With what do you compare? How small can a probability become?

</details>
"""


# %% exercise="predict"
def predict(parameters, X):
    """Answer 0 or 1 for each example, equation (11.2).

    Parameters
    ----------
    parameters : dict
        "W1" (n_h, n_x), "b1" (n_h, 1), "W2" (1, n_h), "b2" (1, 1).
    X : ndarray (n_x, m)
        One example per column.

    Returns
    -------
    labels : ndarray (1, m)
        0 or 1 for each example.
    """
    ### BEGIN SOLUTION
    A2, cache = forward_propagation(X, parameters)
    labels = (A2 > 0.5).astype(int)
    ### END SOLUTION
    return labels


# %% checks="predict" points=3
check(predict)

# %% [markdown]
r"""
### The flower, at last

Four hidden units, 5000 iterations. **Before you read on:** four units are four straight lines, and
$\tanh$ says on which side of each a point lies, with a soft passage between. What kind of border
can the output unit put together from that?
"""

# %%
model_parts = (layer_sizes, initialize_parameters, *parts, nn_model, predict)


def trained(X, Y, n_h, num_iterations):
    """Return the parameters that nn_model finds (a model may return its costs as well)."""
    found = nn_model(X, Y, n_h, num_iterations)
    return found[0] if isinstance(found, tuple) else found


if ready(*model_parts):
    network = trained(X, Y, 4, 5000)
    figures.show(
        figures.planar(
            [
                ("logistic regression", line, X, Y),
                ("network, $n_h = 4$", lambda points: predict(network, points), X, Y),
            ]
        ),
        alt="The flower twice, with the areas of both answers. Left: one straight line, and half of"
        " the points on the wrong side. Right: three nearly straight borders that cross in the"
        " middle and run between the petals.",
    )
    print(f"logistic regression: {line_accuracy[0]:.1%} of the training points")
    print(f"network:             {accuracy(predict(network, X), Y):.1%} of the training points")
    print(
        f"                     {accuracy(predict(network, flower.X_test), flower.Y_test):.1%}",
        end="",
    )
    print(" of the held-out points")

# %% [markdown]
r"""
The border follows the petals. No unit knows anything about petals: each contributes one soft step
along a straight line, and the output unit adds them up with weights of either sign.

Was that luck? A random start may be a good or a bad one, so a single run proves little. Here are
ten.
"""

# %%
if ready(*model_parts):
    on_train, on_held_out = [], []
    for _ in range(10):
        network = trained(X, Y, 4, 5000)
        on_train.append(accuracy(predict(network, X), Y))
        on_held_out.append(accuracy(predict(network, flower.X_test), flower.Y_test))
    figures.show(
        figures.accuracy_over_starts(on_train, on_held_out, line_accuracy),
        alt="Accuracy of networks with four hidden units from ten random starts: all points, for"
        " training and for held-out points, lie close together near 0.95. Logistic regression is"
        " at about one half.",
    )
    for name, shares in (("training points", on_train), ("held-out points", on_held_out)):
        spread = f"mean {np.mean(shares):.1%}, standard deviation {np.std(shares):.1%}"
        print(f"{name}: {spread}, lowest {min(shares):.1%}")

# %% [markdown]
r"""
Every start leads to about the same accuracy, and the points that were held out fare hardly worse
than those that were learned. The network has not learned the points by heart; it has learned the
flower. That is a property of this data and this network, not a law. With other data a start
may lead into a dead end now and then, and only repeating the training shows it.

### How the border grows

The same training, stopped at several moments. **Before you read on:** the first weights are tiny.
What does the border look like in the first picture?
"""

# %%
if ready(initialize_parameters, *parts, predict):
    states, costs = train_from(initialize_parameters(2, 4, 1, np.random.default_rng(2)), 5000)

    def border(iteration):
        answer = predict(states[iteration], X)
        title = f"iteration {iteration}: {accuracy(answer, Y):.0%}"
        return title, lambda points: predict(states[iteration], points), X, Y

    figures.explore(
        lambda iteration: figures.planar([border(iteration)]),
        alt="Six pictures of the flower with the border of the network in the course of the"
        " training. At first it is one straight line; then it turns and bends; then it is in"
        " several pieces, which in the end cross in the middle and run between the petals.",
        static=figures.planar([border(k) for k in (0, 50, 100, 300, 1000, 5000)]),
        iteration=[0, 10, 20, 50, 100, 150, 200, 300, 500, 1000, 2000, 5000],
    )
    figures.show(
        figures.cost_curves({"training": costs[::25]}, every=25),
        alt="The cost over 5000 iterations: it stays near 0.69 for a short while, then falls fast,"
        " and ever more slowly afterwards.",
    )

# %% [markdown]
r"""
As long as all $z$ are small, $\tanh z \approx z$: the network is nearly linear, and its border a
line. The weights have to grow before bends can appear. In the cost curve that is the short flat
piece at its beginning: the units have to grow apart first. (Where the cost jumps up for a moment,
a step was too long: 1.2 is about as large a learning rate as this network can bear.)

### How many hidden units?

$n_h$ is a *hyperparameter*: no training finds it, somebody has to choose.
"""

# %% [markdown]
r"""
### Exercise 11.3: predict first
difficulty 2 of 5 · about 3 minutes · the reference is 1 line

Below, networks with 1, 2, 3, 4, 5, 20 and 50 hidden units are trained. How many hidden units does
a network need, at the least, to get more than 88 % of the flower right? Put the letter in quotes.

- **a** 1
- **b** 2
- **c** 3
- **d** 20

<details><summary>How can I know without trying?</summary>

Walk around the middle of the flower. How often does the class change? How many straight lines
through the middle does it take to change sides so often?

</details>
<details><summary>What does one hidden unit contribute?</summary>

Where its z is 0 there is a straight line, and its answer differs on the two sides. How many areas
do two such lines make? And three?

</details>
"""


# %% exercise="fewest_units"
def fewest_units():
    """Return the letter of your answer, such as "a"."""
    ### BEGIN SOLUTION
    choice = "c"
    ### END SOLUTION
    return choice


# %% checks="fewest_units" points=1
check(fewest_units)

# %%
sizes = (1, 2, 3, 4, 5, 20, 50)

if ready(*model_parts):
    on_train, on_held_out, panels = [], [], []
    for n_h in sizes:
        networks = [trained(X, Y, n_h, 3000) for _ in range(3)]
        on_train.append([accuracy(predict(p, X), Y) for p in networks])
        on_held_out.append([accuracy(predict(p, flower.X_test), flower.Y_test) for p in networks])
        panels.append((f"$n_h = {n_h}$", lambda points, p=networks[0]: predict(p, points), X, Y))
    figures.show(
        figures.planar([("logistic regression", line, X, Y), *panels], columns=4),
        alt="The flower with the borders of logistic regression and of networks with 1, 2, 3, 4, 5,"
        " 20 and 50 hidden units. Up to two units whole petals lie on the wrong side; from three on"
        " the border follows the petals, and hardly changes any more.",
    )
    figures.show(
        figures.accuracy_by_size(sizes, on_train, on_held_out, line_accuracy[0]),
        alt="Accuracy against the number of hidden units, three starts each, for training and for"
        " held-out points. It is between 0.55 and 0.75 for one and two units, jumps to about 0.94"
        " for three, and stays there up to 50.",
    )
    for n_h, a, b in zip(sizes, on_train, on_held_out, strict=True):
        print(f"n_h = {n_h:2}   training {np.mean(a):.1%}   held out {np.mean(b):.1%}", end="")
        print(f"   (lowest of three starts {min(a):.1%})")

# %% [markdown]
r"""
Three lines through the middle make six sectors, and that is how often the class changes. With one
unit the border is still a single line. It may get more points right than logistic regression all
the same: tanh is bounded, so points far out on the wrong side pull less. From three units on, more
of them bring little here, and they do no harm either: with 400 points and so smooth
a border there is not much to learn by heart. On noisier data large networks do, and then the
held-out curve falls while the training curve rises. Look for that gap, and not at the training
curve alone, when you choose $n_h$.

### A gallery

The same network, the same four hidden units, the same learning rate, on four other sets.
**Before you read on:** for which of them would logistic regression have done?
"""

# %%
names = ("circles", "moons", "blobs", "quantiles")
sets = {name: load_planar(name) for name in names}

figures.show(
    figures.planar([(name, None, s.X, s.Y) for name, s in sets.items()], columns=4),
    alt="Four sets of points. Circles: a ring of one class around a ring of the other, both noisy."
    " Moons: two half moons that reach into each other. Blobs: six clouds in a circle whose classes"
    " take turns. Quantiles: a round cloud, its middle one class and its outside the other.",
)

# %%
if ready(*model_parts):
    panels = []
    for name, s in sets.items():
        network, other = trained(s.X, s.Y, 4, 3000), fit_line(s.X, s.Y)
        panels.append((name, lambda points, p=network: predict(p, points), s.X, s.Y))
        print(f"{name:10} held out: line {accuracy(other(s.X_test), s.Y_test):4.0%}", end="   ")
        print(f"network {accuracy(predict(network, s.X_test), s.Y_test):4.0%}")
    figures.show(
        figures.planar(panels, columns=4),
        alt="The four sets with the border of the network. Circles and quantiles: a closed curve"
        " around the middle. Moons: an S-shaped curve between them. Blobs: six sectors.",
    )

# %% [markdown]
r"""
Nobody told the network about rings, moons or sectors. It found a border for each of them,
with the same code. (There was one start for each. If a border looks poor, run the cell again: you
see how much a start can matter.) On the moons a straight line already gets most points right; on
the others it gets hardly more than half, or even less. Where two classes overlap, as in the
circles, no border can be perfect, and none should be.

**To try:** train on the circles with `n_h = 2`. How many straight lines does it take to close in an
area?

## What you have built

- the structure and a start for a network: `layer_sizes`, `initialize_parameters`;
- the way forward, for one example and for all: `forward_one_example`, `forward_propagation`,
  `compute_cost`;
- the way back: `backward_propagation`, and a proof that it is right: `numerical_gradient`,
  `relative_difference`;
- a learner: `update_parameters`, `training_step`, `nn_model`, `predict`;
- and you know why it must not begin with equal units: `rows_are_identical`.

## What comes next

- `week3/activations`: other functions in place of tanh, and why there must be one at all.
- Week 4 stacks more hidden layers. The pattern of section 7, from $dZ$ to $dW$ and $db$ and on to
  the layer before, will be repeated once for each of them, and the gradient check comes along.
"""
