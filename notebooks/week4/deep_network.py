# %% [markdown]
r"""
# A deep network, layer by layer

At the end of this notebook you will have built a neural network with any number of layers, its
gradient, and a test that finds a wrong derivative down to the single entry.

You will learn how to

- say what shape every matrix of a deep network has before you write a line of code;
- go forward through the layers, keep what the way back needs, and go back by the same four
  equations in every layer;
- prove with a numerical test that your gradient is right, and use the test to find a mistake.

You need the network with one hidden layer from week 3: its two steps forward, its six formulas
backward, and the functions `sigmoid`, `relu`, `sigmoid_backward` and `relu_backward`, which you
wrote there. They are given below, so that this notebook stands alone. The next notebook,
`week4/cat_classifier`, trains what you build here on pictures.

**How to work with this page.** Run the cells from top to bottom with Shift+Enter. Below each
exercise, `check(...)` tries your function on small networks of one to six layers and says what is
right and what is not; `hint(...)`, with the name of your function, prints the next hint. In three
short questions you only choose a letter. Where you read **Before you read on**, write your answer
down first. The exercises take about four hours in all.
"""

# %% locked="setup"
import numpy as np

from grader.student import figures, load_cats, notebook

check, ready, hint = notebook("week4/deep_network")


# %% locked="activations"
def sigmoid(Z):
    """Return the sigmoid of every entry of Z."""
    return 0.5 * (1 + np.tanh(0.5 * Z))


def relu(Z):
    """Return every entry of Z, or 0 where it is negative."""
    return np.maximum(Z, 0)


def sigmoid_backward(dA, Z):
    """Return dZ = dA * g'(Z) where A = sigmoid(Z)."""
    A = sigmoid(Z)
    return dA * (A * (1 - A))


def relu_backward(dA, Z):
    """Return dZ = dA * g'(Z) where A = relu(Z)."""
    return np.where(Z > 0, dA, 0.0)


# %% [markdown]
r"""
## 1. From shallow to deep

Logistic regression is a network of one layer. The planar network of week 3 has two: a hidden layer
and the output. Nothing keeps us from putting more hidden layers between the input and the output,
each of which takes the numbers of the one before it.

**Before you read on:** how many layers has each of the four networks below? Count as in week 3.
"""

# %%
NETWORKS = ([3, 1], [3, 4, 1], [3, 5, 5, 1], [3, 4, 4, 4, 4, 4, 1])

figures.show(
    figures.networks(NETWORKS),
    alt="Four networks with three inputs and one output. The first has no hidden layer, L = 1; the"
    " second one hidden layer, L = 2; the third two, L = 3; the fourth five, L = 6.",
)

# %% [markdown]
r"""
The input is not counted, because nothing is computed there: 1, 2, 3 and 6. A network of few layers
is called *shallow*, one of many layers *deep*; there is no border between the two. How deep a
network should be cannot be read off a problem. One tries 1, 2, 3 layers, and looks at examples
that took no part in training.

Two letters are enough to describe such a network: $L$ for the number of layers, and $n^{[l]}$ for
the number of units in layer $l$. Layer 0 is the input, so $n^{[0]} = n_x$, and layer $L$ is the
output:

$$n^{[0]} = n_x, \quad n^{[1]}, \quad \dots, \quad n^{[L]} \qquad\text{(1.1)}$$

In code these numbers are the list `layer_dims`, and `layer_dims[l]` is $n^{[l]}$.

The standard example has three inputs, hidden layers of 5, 5 and 3 units, and one output unit:
`layer_dims = [3, 5, 5, 3, 1]`. So $n^{[1]} = 5$, $n^{[2]} = 5$, $n^{[3]} = 3$, $n^{[4]} = 1$, and
$L = 4$.
"""

# %% [markdown]
r"""
### Exercise 1.1: how many layers?
difficulty 1 of 5 · about 3 minutes · the reference is 1 line

Return $L$. `layer_count([3, 5, 5, 3, 1])` is 4.

<details><summary>What is a layer and what is not?</summary>

A layer computes something: it has weights of its own. Which entry of the list stands for numbers
that nobody computes?

</details>
<details><summary>My result is larger than the list is long</summary>

L says how many layers there are, not how many units. What do you get for the network [3, 1], which
is logistic regression?

</details>
"""


# %% exercise="layer_count"
def layer_count(layer_dims):
    """Number of layers of a network, as in (1.1).

    Parameters
    ----------
    layer_dims : list of int
        n[0], n[1], ..., n[L]: the number of inputs, then the units of each layer.

    Returns
    -------
    layers : int
        L
    """
    ### BEGIN SOLUTION
    layers = len(layer_dims) - 1
    ### END SOLUTION
    return layers


# %% checks="layer_count" points=2
check(layer_count)

# %%
if ready(layer_count):
    for layer_dims in NETWORKS:
        L = layer_count(layer_dims)
        print(f"{layer_dims!s:24} L = {L}, hidden layers: {L - 1}, units: {sum(layer_dims[1:])}")

# %% [markdown]
r"""
## 2. Forward through all layers

For one example $x$ the input is $a^{[0]} = x$, and every layer does the two steps you know. Layer
$l$ weighs what the layer before it says, then applies its activation function $g^{[l]}$:

$$z^{[l]} = W^{[l]} a^{[l-1]} + b^{[l]}, \qquad a^{[l]} = g^{[l]}(z^{[l]}) \qquad\text{(2.1)}$$

The last one is the prediction: $a^{[L]} = \hat{y}$. For all examples at once, with one example in
each column, the same two steps are

$$Z^{[l]} = W^{[l]} A^{[l-1]} + b^{[l]} \qquad\text{(2.2)}$$

shapes: $(n^{[l]}, m) = (n^{[l]}, n^{[l-1]})\,(n^{[l-1]}, m) + (n^{[l]}, 1)$. NumPy adds the column
$b^{[l]}$ to each of the $m$ columns.

$$A^{[l]} = g^{[l]}\bigl(Z^{[l]}\bigr), \qquad A^{[0]} = X \qquad\text{(2.3)}$$

shapes: $A^{[l]}$ is $(n^{[l]}, m)$, like $Z^{[l]}$.

In this notebook $g^{[l]}$ is ReLU in the hidden layers, and the sigmoid in layer $L$, since the
output is a probability:

$$g^{[1]} = \dots = g^{[L-1]} = \text{ReLU}, \qquad g^{[L]} = \sigma \qquad\text{(2.4)}$$

We build this from the inside out: first (2.2), then (2.2) and (2.3) together, then all layers.

Each function returns two things: its result, and a *cache*. A cache holds what the way back will
need. Section 5 shows what it is good for; for now, just hand it on.
"""

# %% [markdown]
r"""
### Exercise 2.1: the linear step
difficulty 1 of 5 · about 8 minutes · the reference is 2 lines

Write equation (2.2). The cache is the tuple `(A, W, b)`, in this order: the three things that $Z$
was made of. For `A = [[1], [2]]`, `W = [[3, 4]]`, `b = [[5]]` the result is `Z = [[16]]`.

<details><summary>Which comes first in the product, A or W?</summary>

Write the shapes below the letters in (2.2). In a product the two inner numbers must be equal. In
which order are they?

</details>
<details><summary>My Z is right for some networks and stops with an error for others</summary>

A square W can be turned without complaint, and so can a product of square matrices. Did you need a
transpose anywhere in (2.2)?

</details>
<details><summary>How do I return two things, one of which is three things?</summary>

Python makes one object of several by putting them in round brackets with commas. The return line is
there already; which name does it expect for the three?

</details>
"""


# %% exercise="linear_forward"
def linear_forward(A, W, b):
    """The linear step of one layer, equation (2.2).

    Parameters
    ----------
    A : ndarray (n_prev, m)
        Activations of the layer before, or X.
    W : ndarray (n, n_prev)
        Weights of this layer.
    b : ndarray (n, 1)
        Biases of this layer.

    Returns
    -------
    Z : ndarray (n, m)
    cache : tuple
        (A, W, b)
    """
    ### BEGIN SOLUTION
    Z = W @ A + b
    cache = (A, W, b)
    ### END SOLUTION
    return Z, cache


# %% checks="linear_forward" points=3
check(linear_forward)

# %% [markdown]
r"""
### Exercise 2.2: one whole layer
difficulty 2 of 5 · about 10 minutes · the reference is 3 lines

Do (2.2) with your `linear_forward`, then (2.3) with the activation function that the argument
`activation` names. The new cache is the pair `(linear_cache, Z)`: what `linear_forward` cached, and
$Z$. So it looks like `((A_prev, W, b), Z)`.

With the numbers of exercise 2.1, `A` is `[[16]]` for "relu" and about `[[1]]` for "sigmoid".

<details><summary>How do I choose between the two functions?</summary>

`activation` is a text. An `if` can compare it with "relu". What should happen otherwise?

</details>
<details><summary>Do I cache Z or A?</summary>

On the way back the slope g'(Z) is needed. The next layer will keep A anyway: under which name?

</details>
<details><summary>My cache has four entries</summary>

It should have two: the first is itself a tuple of three. What do you get if you put the cache of
`linear_forward` and Z between round brackets, without taking the first apart?

</details>
"""


# %% exercise="linear_activation_forward"
def linear_activation_forward(A_prev, W, b, activation):
    """One layer: the linear step (2.2) and the activation (2.3).

    Parameters
    ----------
    A_prev : ndarray (n_prev, m)
        Activations of the layer before, or X.
    W : ndarray (n, n_prev)
        Weights of this layer.
    b : ndarray (n, 1)
        Biases of this layer.
    activation : str
        "sigmoid" or "relu".

    Returns
    -------
    A : ndarray (n, m)
    cache : tuple
        ((A_prev, W, b), Z)
    """
    ### BEGIN SOLUTION
    Z, linear_cache = linear_forward(A_prev, W, b)
    A = relu(Z) if activation == "relu" else sigmoid(Z)
    cache = (linear_cache, Z)
    ### END SOLUTION
    return A, cache


# %% checks="linear_activation_forward" points=4
check(linear_activation_forward)

# %% [markdown]
r"""
### Exercise 2.3: which loop stays?
difficulty 1 of 5 · about 3 minutes · the reference is 1 line

Predict first. To compute $A^{[L]}$ from $X$ one could write three loops: over the $m$ examples,
over the $n^{[l]}$ units of a layer, and over the $L$ layers. Which of them can a matrix product
replace?

- a) all three: one product does everything;
- b) the loops over examples and over units; the loop over layers stays;
- c) the loops over units and over layers; the loop over examples stays;
- d) only the loop over examples; the other two stay.

Write the letter in quotes: `choice = "..."`.

<details><summary>What can be done all at once?</summary>

Things that do not wait for each other. Does example 2 wait for the result of example 1? Does unit 2
of a layer wait for unit 1 of the same layer?

</details>
<details><summary>And the layers?</summary>

What does (2.1) need on its right-hand side before layer 3 can begin?

</details>
"""


# %% exercise="which_loop"
def which_loop():
    """Say which of the three loops can be replaced.

    Returns
    -------
    choice : str
        "a", "b", "c" or "d".
    """
    ### BEGIN SOLUTION
    choice = "b"
    ### END SOLUTION
    return choice


# %% checks="which_loop" points=1
check(which_loop)

# %% [markdown]
r"""
### Exercise 2.4: all layers
difficulty 3 of 5 · about 25 minutes · the reference is 7 lines

Go from $X$ to $A^{[L]}$. `parameters` is a dictionary with the keys `"W1"`, `"b1"`, ..., `"WL"`,
`"bL"`. Append the cache of each layer to the list `caches`, in the order of the layers, so that it
has $L$ entries in the end. Read $L$ off `parameters`; do not write a number.

Here are two layers, worked out: with `X = [[2]]`, `W1 = [[1], [-1]]`, `b1 = [[0], [0]]`,
`W2 = [[1, 1]]`, `b2 = [[-2]]`, layer 1 gives `[[2], [0]]` and layer 2 gives `AL = [[0.5]]`.

<details><summary>How do I build the name "W3" from the number 3?</summary>

`"W" + str(l)` and `f"W{l}"` both do. The layers are numbered from 1, Python's `range` starts at 0
unless you tell it otherwise.

</details>
<details><summary>KeyError: 'W4', and there are only three layers</summary>

How many entries does `parameters` have for each layer? And where does `range(1, L)` end?

</details>
<details><summary>ValueError, from the second layer on</summary>

Which array goes into layer 2? Look at the first argument in your loop: does it change from turn to
turn?

</details>
<details><summary>My AL is right, but caches is not</summary>

What exactly does your line append, and how often? The output layer has a cache as well.

</details>
"""


# %% exercise="L_model_forward"
def L_model_forward(X, parameters):
    """Forward propagation through L layers, (2.2) to (2.4).

    Parameters
    ----------
    X : ndarray (n[0], m)
        One example per column.
    parameters : dict
        "W1" (n[1], n[0]), "b1" (n[1], 1), ..., "WL" (n[L], n[L-1]), "bL" (n[L], 1).

    Returns
    -------
    AL : ndarray (n[L], m)
        Output of the last layer.
    caches : list
        L caches of linear_activation_forward; caches[0] belongs to layer 1.
    """
    caches = []
    ### BEGIN SOLUTION
    A = X
    L = len(parameters) // 2
    for l in range(1, L):
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], "relu")
        caches.append(cache)
    AL, cache = linear_activation_forward(A, parameters[f"W{L}"], parameters[f"b{L}"], "sigmoid")
    caches.append(cache)
    ### END SOLUTION
    return AL, caches


# %% checks="L_model_forward" points=8
check(L_model_forward)

# %% [markdown]
r"""
**Before you read on:** send four examples through the network 3, 5, 5, 3, 1. Which shapes have
$A^{[0]}$ to $A^{[4]}$? Which of these matrices can have negative entries, and which entries above
1?
"""


# %%
def some_parameters(layer_dims, seed):
    """Return any parameters for a network; section 6 says how to draw good ones."""
    rng = np.random.default_rng(seed)
    parameters = {}
    for l in range(1, len(layer_dims)):
        parameters[f"W{l}"] = rng.normal(size=(layer_dims[l], layer_dims[l - 1]))
        parameters[f"b{l}"] = rng.normal(size=(layer_dims[l], 1)) / 2
    return parameters


X_four = np.random.default_rng(4).normal(size=(3, 4))
net_5531 = some_parameters([3, 5, 5, 3, 1], seed=30)

if ready(linear_forward, linear_activation_forward, L_model_forward):
    AL, caches = L_model_forward(X_four, net_5531)
    figures.show(
        figures.layer_outputs(caches, AL),
        alt="The activations of the network 3, 5, 5, 3, 1 for four examples, as five coloured"
        " matrices: A0 of shape (3, 4) with both signs, A1 and A2 of shape (5, 4) and A3 of shape"
        " (3, 4) without negative entries and with many zeros, A4 of shape (1, 4) between 0 and 1.",
    )
    for l, cache in enumerate(caches, start=1):
        A_prev, Z = cache[0][0], cache[1]
        print(f"layer {l}: A_prev {A_prev.shape} -> Z {Z.shape}, negative in Z: {np.sum(Z < 0)}")

# %% [markdown]
r"""
Only the input has negative entries: ReLU has set all others to zero, and only the output stays
below 1. Each column is one example on its way through the network. It never meets another column,
and so one product serves all of them. But each matrix has to wait for the one on its left: here a
loop in Python is right. It runs over a handful of layers, not over thousands of examples, so it
costs nothing.
"""

# %% [markdown]
r"""
## 3. Get the dimensions right

Most mistakes in such code are mistakes of shape, and these can be found with a pencil. Take a
network of $L = 5$ layers with $n^{[0]} = 2$ inputs and 3, 5, 4, 2 and 1 units.

Start with what you know. For one example, $x = a^{[0]}$ is $(2, 1)$, and $z^{[1]}$ has one entry
for each of the 3 units: $(3, 1)$. So $W^{[1]}$ must turn a column of 2 into a column of 3, and only
a $(3, 2)$ matrix does that. The bias is added to $z^{[1]}$, so it is $(3, 1)$ as well.

**Before you read on:** write down the shapes of $W^{[2]}$, $b^{[2]}$ and $W^{[5]}$.

In general:

$$W^{[l]}: (n^{[l]}, n^{[l-1]}), \qquad b^{[l]}: (n^{[l]}, 1) \qquad\text{(3.1)}$$

With $m$ examples these two stay as they are: the parameters belong to the network, not to the data.
What is computed gets a column for each example:

$$Z^{[l]}, A^{[l]}: (n^{[l]}, m), \qquad A^{[0]} = X: (n^{[0]}, m) \qquad\text{(3.2)}$$

For one example, $m = 1$, these are the columns $z^{[l]}$ and $a^{[l]}$ of shape $(n^{[l]}, 1)$.

And every derivative has the shape of what it belongs to, because it holds one slope for each
entry:

$$dW^{[l]} \text{ like } W^{[l]}, \quad db^{[l]} \text{ like } b^{[l]}, \quad
dZ^{[l]} \text{ like } Z^{[l]}, \quad dA^{[l]} \text{ like } A^{[l]} \qquad\text{(3.3)}$$
"""

# %%
figures.explore(
    lambda m: figures.shapes_on_network([2, 3, 5, 4, 2, 1], m),
    alt="The network with 2 inputs and layers of 3, 5, 4, 2 and 1 units. Below each layer stand its"
    " shapes for one example, m = 1: W and dW (3, 2), (5, 3), (4, 5), (2, 4), (1, 2); b and db"
    " (3, 1), (5, 1), (4, 1), (2, 1), (1, 1); Z, A, dZ and dA have the same rows and m columns.",
    m=(1, 9, 1, 1),
)

# %% [markdown]
r"""
Move the slider: the two lower lines change, the two upper ones do not. In each layer the number of
rows is the number of its units, in all eight quantities.
"""

# %% [markdown]
r"""
### Exercise 3.1: shapes of the parameters
difficulty 2 of 5 · about 10 minutes · the reference is 4 lines

Return the shapes (3.1) of all parameters as a dictionary of tuples. `parameter_shapes([2, 3, 1])`
is `{"W1": (3, 2), "b1": (3, 1), "W2": (1, 3), "b2": (1, 1)}`. It is judged on random networks.

<details><summary>Where does the loop begin, and where does it end?</summary>

Which layer is the first that has weights? Is the last layer in your result for [2, 3, 1]?

</details>
<details><summary>Which of the two sizes of W comes first?</summary>

W times a column of n[l-1] entries gives a column of n[l] entries. A matrix (rows, columns) has as
many rows as its result. Which layer's size is that?

</details>
"""


# %% exercise="parameter_shapes"
def parameter_shapes(layer_dims):
    """Shapes of all weights and biases of a network, equation (3.1).

    Parameters
    ----------
    layer_dims : list of int
        n[0], n[1], ..., n[L].

    Returns
    -------
    shapes : dict
        "W1", "b1", ..., "WL", "bL": a tuple of two int for each.
    """
    ### BEGIN SOLUTION
    shapes = {}
    for l in range(1, len(layer_dims)):
        shapes[f"W{l}"] = (layer_dims[l], layer_dims[l - 1])
        shapes[f"b{l}"] = (layer_dims[l], 1)
    ### END SOLUTION
    return shapes


# %% checks="parameter_shapes" points=3
check(parameter_shapes)

# %% [markdown]
r"""
### Exercise 3.2: shapes of what is computed
difficulty 2 of 5 · about 8 minutes · the reference is 4 lines

Return the shapes (3.2) for $m$ examples, the input included, under the names of (3.2) and no
others. `activation_shapes([2, 3, 1], 7)` is
`{"A0": (2, 7), "Z1": (3, 7), "A1": (3, 7), "Z2": (1, 7), "A2": (1, 7)}`.

<details><summary>Is there a Z0?</summary>

A0 is X, which nobody computed. Which letter do you need for layer 0, and which for the others?

</details>
<details><summary>Rows or columns: where does m stand?</summary>

One example is one column. What do you count when you count the columns of X?

</details>
"""


# %% exercise="activation_shapes"
def activation_shapes(layer_dims, m):
    """Shapes of all Z and A of a network for m examples, equation (3.2).

    Parameters
    ----------
    layer_dims : list of int
        n[0], n[1], ..., n[L].
    m : int
        Number of examples.

    Returns
    -------
    shapes : dict
        "A0", "Z1", "A1", ..., "ZL", "AL" (with the number L): a tuple of two int for each.
    """
    ### BEGIN SOLUTION
    shapes = {"A0": (layer_dims[0], m)}
    for l in range(1, len(layer_dims)):
        shapes[f"Z{l}"] = (layer_dims[l], m)
        shapes[f"A{l}"] = (layer_dims[l], m)
    ### END SOLUTION
    return shapes


# %% checks="activation_shapes" points=3
check(activation_shapes)

# %% [markdown]
r"""
Let the computer compare the shapes that you have worked out with those in the caches of your own
forward pass. **Before you read on:** about how many numbers does a network for pictures of 64 by 64
pixels have to learn, with layers of 20, 7, 5 and 1 units? In which layer are most of them?
"""

# %%
PARTS = (linear_forward, linear_activation_forward, L_model_forward)

if ready(*PARTS, parameter_shapes, activation_shapes):
    layer_dims, m = [2, 3, 5, 4, 2, 1], 6
    _, caches = L_model_forward(np.ones((2, m)), some_parameters(layer_dims, seed=1))
    worked_out = {**parameter_shapes(layer_dims), **activation_shapes(layer_dims, m)}
    for l, ((A_prev, W, b), Z) in enumerate(caches, start=1):
        found = {f"A{l - 1}": A_prev, f"W{l}": W, f"b{l}": b, f"Z{l}": Z}
        same = all(worked_out[name] == array.shape for name, array in found.items())
        print(f"layer {l}: {', '.join(f'{n} {a.shape}' for n, a in found.items())}: {same}")

    sizes = parameter_shapes([64 * 64 * 3, 20, 7, 5, 1])
    numbers = {name: rows * columns for name, (rows, columns) in sizes.items()}
    print(f"[12288, 20, 7, 5, 1] has {sum(numbers.values())} numbers, {numbers['W1']} in W1 alone")

# %% [markdown]
r"""
Nearly all of them are weights of the first layer, one for each pixel, channel and unit.
"""

# %% [markdown]
r"""
## 4. Why deep?

A network with enough hidden units in one layer can already draw very complicated borders. Why more
layers, then? There are two answers, one from what trained networks do, one from theory.

### From simple to complex

Think of a network that looks at pictures of faces. A unit of the first layer weighs pixels; the
best it can do is to answer to an edge of one direction in one place. A unit of the second layer
weighs *edges*, not pixels: it can put some of them together and answer to a part such as an eye, an
ear or a mouth. A unit further on weighs *parts*, and so it can answer to a face. Sound goes the
same way: from the wave to short features (does the tone rise or fall?), to the smallest sounds of a
language, the *phonemes*, then to words and to sentences. C, A and T are three phonemes of one word.
"""

# %%
figures.show(
    figures.simple_to_complex(load_cats(size=64).train_set_x[34]),
    alt="Two rows of stages, from simple to complex. Pictures: the pixels of a drawn cat, its"
    " vertical and horizontal edges, parts of it such as ears, eyes and mouth, and the whole face."
    " Sound: the wave, tones that rise or fall, the phonemes C, A, T, and the word cat.",
)

# %% [markdown]
r"""
No network has been trained for this drawing: the edges are differences between neighbouring
pixels, and the parts are cut out by hand. It shows the idea. What the first layer of a *trained*
network looks like, you will see in the next notebook, on your own network. Each layer takes only a
small step, and the steps are put together: that is what depth is for. People like to compare it
with the brain, which also seems to begin with edges; take that as a picture, not as a proof.

### Few units in many layers, or very many in one

The other answer is about numbers, and you can count them yourself. Take $n$ bits, and ask whether
the number of ones among them is odd. This is their *parity*: their XOR, "one or the other, but not
both", taken over all of them:

$$\text{parity}(x_1, \dots, x_n) = x_1 \oplus x_2 \oplus \dots \oplus x_n \qquad\text{(4.1)}$$

For two bits, a small network of two layers of ReLU units does it, with two hidden units and one
output unit:

$$h_1 = \text{ReLU}(x_1 + x_2), \quad h_2 = \text{ReLU}(x_1 + x_2 - 1), \quad
x_1 \oplus x_2 = \text{ReLU}(h_1 - 2 h_2) \qquad\text{(4.2)}$$

**Before you read on:** work (4.2) out for 00, 01, 10 and 11.

<details><summary>Answer</summary>

The sum is 0, 1, 1, 2. So $h_1$ is 0, 1, 1, 2 and $h_2$ is 0, 0, 0, 1, and $h_1 - 2 h_2$ is
0, 1, 1, 0.

</details>

Here it is, made of two calls of your `linear_activation_forward`:
"""


# %% locked="xor"
def xor_net(pair):
    """XOR of two rows of bits by the small network (4.2): pair is (2, m), the result (1, m)."""
    hidden, _ = linear_activation_forward(
        pair, np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([[0.0], [-1.0]]), "relu"
    )
    output, _ = linear_activation_forward(
        hidden, np.array([[1.0, -2.0]]), np.array([[0.0]]), "relu"
    )
    return output


# %% [markdown]
r"""
For $n$ bits, take two at a time. Half as many are left; take those two at a time, and so on, like
the rounds of a tournament. A bit without a partner goes through to the next round as it is. After

$$\text{rounds} = \lceil \log_2 n \rceil \qquad\text{(4.3)}$$

rounds one bit is left: the parity. ($\lceil \cdot \rceil$ means "rounded up".) All small networks
of one round work side by side, so each round is two layers of one deep network.
"""

# %%
figures.show(
    figures.xor_tournament([1, 0, 1, 1, 0, 1, 0, 0]),
    alt="Left: the small network for two bits, with its weights 1, 1, 1, 1 and 1, -2 and the biases"
    " 0 and -1. Right: eight bits 1, 0, 1, 1, 0, 1, 0, 0 at the bottom, combined in pairs in three"
    " rounds by seven small networks; the parity at the top is 0.",
)

# %% [markdown]
r"""
### Exercise 4.1: parity as a tree
difficulty 3 of 5 · about 20 minutes · the reference is 6 lines

Fill in one round. `A` holds the bits that are still in play, one bit in each row and one example
in each column. Combine its rows 0 and 1, rows 2 and 3, and so on with `xor_net`; stack the results
into the new `A`, in the same order; if a row is left over, it becomes the last row. Count every
call of `xor_net` in `nets`.

For the one example with the bits 1, 1, 1 the parity is 1 and `nets` is 2: one small network in the
first round, one in the second.

<details><summary>How do I take two rows?</summary>

`A[0:2]` is the first pair and `A[2:4]` the second. What does `range(0, n - 1, 2)` run through for
n = 4? For n = 5?

</details>
<details><summary>How do I stack rows of shape (1, m)?</summary>

`np.vstack` takes a list of arrays and puts one below the other. Which arrays should the list hold?

</details>
<details><summary>It works for 2, 4 and 8 bits, and not for 3, 5 or 6</summary>

Follow the last bit of five through the rounds. In which round does it meet another one? What do
you do with it until then?

</details>
"""


# %% exercise="xor_tree"
def xor_tree(bits):
    """Parity of n bits by a tree of small networks, in the rounds of (4.3).

    Parameters
    ----------
    bits : ndarray (n, m)
        n bits, 0.0 or 1.0, for each of m examples.

    Returns
    -------
    parity : ndarray (1, m)
        1.0 where the number of ones is odd.
    nets : int
        How many small networks the tree is made of.
    """
    A, nets = bits, 0
    rounds = int(np.ceil(np.log2(bits.shape[0])))
    for _ in range(rounds):
        ### BEGIN SOLUTION
        n = A.shape[0]
        rows = [xor_net(A[i : i + 2]) for i in range(0, n - 1, 2)]
        nets = nets + len(rows)
        if n % 2 == 1:
            rows.append(A[n - 1 :])
        A = np.vstack(rows)
        ### END SOLUTION
    return A, nets


# %% checks="xor_tree" points=5
check(xor_tree)

# %% [markdown]
r"""
Now the same with one hidden layer, built in the most direct way: each hidden unit stands guard for
*one* pattern with an odd number of ones. Its weights are $+1$ where the pattern has a one and $-1$
where it has a zero, and its bias is 1 minus the number of ones in the pattern, so that it gives 1
for its own pattern and 0 for any other. The output adds up. The cell builds both networks for 2 to
10 bits, tries them on all $2^n$ inputs, and counts their units.

**Before you read on:** how many patterns of 10 bits have an odd number of ones? How many small
networks does the tree take, at 3 units each?
"""

# %%
from itertools import product

if ready(linear_forward, linear_activation_forward, xor_tree):
    deep, shallow = {}, {}
    for n in range(2, 11):
        every = np.array(list(product((0.0, 1.0), repeat=n))).T
        truth = every.sum(axis=0, keepdims=True) % 2

        parity, nets = xor_tree(every)
        deep[n] = 3 * nets

        patterns = every[:, truth[0] == 1].T
        guards, _ = linear_activation_forward(
            every, 2 * patterns - 1, 1 - patterns.sum(axis=1, keepdims=True), "relu"
        )
        shallow[n] = len(patterns) + 1
        right = (np.array_equal(parity, truth), np.array_equal(guards.sum(axis=0), truth[0]))
        print(f"n = {n:2}: deep {deep[n]:3} units, shallow {shallow[n]:3} units, right: {right}")

    figures.show(
        figures.units_for_parity(deep, shallow),
        alt="Units needed for the parity of n bits, on a logarithmic axis, for n from 2 to 10. The"
        " deep tree grows slowly, from 3 to 27 units; the shallow circuit doubles with every bit"
        " and reaches 513 units.",
    )

# %% [markdown]
r"""
The tree takes $3(n - 1)$ units in $2 \lceil \log_2 n \rceil$ layers, the shallow circuit
$2^{n-1} + 1$ units in two: it doubles with every bit. In *circuit theory* this is a theorem: with
gates that only know "and", "or" and "not", parity can be computed by a small circuit of depth about
$\log n$, while any circuit of a fixed small depth needs exponentially many gates.

An honest word on what that proves. Real units are cleverer than such gates: parity depends only on
the *sum* of the bits, and with well-chosen weights one hidden layer of about $n$ units is enough
for it. For other functions, theorems of the same kind do hold for networks of ReLU units: a deep
network with few units, or a shallow one with exponentially many. They say that depth *can* save
units; they do not say that it will help with your data. So begin with logistic regression, then
try one and two hidden layers, and let the results decide.
"""

# %% [markdown]
r"""
## 5. Building blocks and the cache

Back to training. Each layer consists of two blocks:

| block | takes | gives | keeps or uses |
|---|---|---|---|
| forward | $A^{[l-1]}$ | $A^{[l]}$ | puts $A^{[l-1]}, W^{[l]}, b^{[l]}, Z^{[l]}$ into its cache |
| backward | $dA^{[l]}$ | $dA^{[l-1]}, dW^{[l]}, db^{[l]}$ | takes them out again |

The forward blocks form a chain from $X$ to $A^{[L]} = \hat{Y}$. Then the cost is computed, and the
backward blocks form a chain from $dA^{[L]}$ back to $dA^{[0]}$. The last of these, the derivative
with respect to the input, is not needed for training.

Why the cache? The slope of a product is made of its factors.
$Z^{[l]} = W^{[l]} A^{[l-1]} + b^{[l]}$ changes with an entry of $W^{[l]}$ as much as the number in
$A^{[l-1]}$ that it is multiplied by; and the slope of $g^{[l]}$ depends on where on the curve we
are, which is $Z^{[l]}$. All these numbers were there on the way forward. To keep them costs memory;
to compute them again would cost time.

Below is the cache of your own network: the numbers that your `L_model_forward` has kept for the
network 3, 5, 5, 3, 1 and four examples.
"""

# %%
if ready(linear_forward, linear_activation_forward, L_model_forward):
    AL, caches = L_model_forward(X_four, net_5531)
    figures.show(
        figures.blocks_and_caches(caches, AL),
        alt="Four columns, one for each layer. Above, the forward blocks in a chain of arrows to"
        " the right, from A0 to A4, ReLU in three of them and sigmoid in the last. Below, the"
        " backward blocks in a chain to the left, from dA4 to dA0, each giving dW and db. Between"
        " them the four caches, each with its A_prev, W, b and Z as coloured matrices with their"
        " shapes.",
    )
    kept = sum(array.size for (A_prev, W, b), Z in caches for array in (A_prev, W, b, Z))
    print(f"the caches hold {kept} numbers, for m = 4 examples")

# %% [markdown]
r"""
The picture is drawn from the real arrays; run it on another network and it changes. Look at the
first matrix of each cache: it is what the layer before has put out. And the last one of a ReLU
layer has both signs: where it is negative (orange), the output is zero, and no slope will pass.
"""

# %% [markdown]
r"""
## 6. Where to begin, and how wrong we are

### The first weights of a deep network

In week 3 the first weights were random, to make the units differ, and small: 0.01 times a normal
number. For two layers that was fine. What about six?
"""

# %% [markdown]
r"""
### Exercise 6.1: a signal through six layers
difficulty 2 of 5 · about 5 minutes · the reference is 1 line

Predict first. The inputs are about as large as 1. They go through six ReLU layers of 50 units
each, all biases zero, all weights 0.01 times a normal number. About how large are the entries of
$A^{[6]}$ that are not zero?

- a) about 100000000: each of the 50 inputs adds something in each layer;
- b) about 1: ReLU does not change positive numbers;
- c) about 0.01: that is how large the weights are;
- d) about 0.00000001 (ten to the power minus 8), or still smaller.

Write the letter in quotes: `choice = "..."`.

<details><summary>What does one layer do to the size?</summary>

An entry of Z is a sum of 50 products of a number as large as 1 and one as large as 0.01, with both
signs. Such a sum of n terms is about as large as the square root of n times one term.

</details>
<details><summary>And six layers?</summary>

If one layer divides the size by some number, by what do six layers divide it?

</details>
"""


# %% exercise="signal_after_six_layers"
def signal_after_six_layers():
    """Return the letter of the size that the activations of layer 6 have.

    Returns
    -------
    choice : str
        "a", "b", "c" or "d".
    """
    ### BEGIN SOLUTION
    choice = "d"
    ### END SOLUTION
    return choice


# %% checks="signal_after_six_layers" points=1
check(signal_after_six_layers)

# %%
if ready(signal_after_six_layers, linear_forward, linear_activation_forward):
    rng, spreads = np.random.default_rng(5), {}
    for name, scale in (("0.01", 0.01), ("1 / sqrt(n)", 1 / np.sqrt(50)), ("1", 1.0)):
        A = rng.normal(size=(50, 200))
        spreads[name] = [np.sqrt(np.mean(A**2))]
        for _ in range(6):
            A, _ = linear_activation_forward(
                A, scale * rng.normal(size=(50, 50)), np.zeros((50, 1)), "relu"
            )
            spreads[name].append(np.sqrt(np.mean(A**2)))
    figures.show(
        figures.signal_through_layers(spreads),
        alt="Typical size of the activations in layers 0 to 6, on a logarithmic axis, for three"
        " scales of the weights. With 0.01 it falls by about 20 in each layer, to 10 to the minus"
        " 8; with 1 it grows by about 5 in each layer, to more than 10000; with 1 over the square"
        " root of n it stays between 1 and 0.1.",
    )
    for name, sizes in spreads.items():
        print(f"weights times {name:12} A[6] is about {sizes[6]:.0e}")

# %% [markdown]
r"""
With 0.01 nothing of the input reaches the output: $A^{[6]}$ is zero for all practical purposes,
the network says 0.5 to everything, and the slopes, which are products of the same weights, vanish
as well. With weights as large as 1 the signal explodes. In between is a scale that fits. An entry
of $Z^{[l]}$ is a sum of $n^{[l-1]}$ products; if the weights have the standard deviation $s$ and
the activations are as large as $a$, then it is about as large as $s \sqrt{n^{[l-1]}}\, a$. To pass
the size on, choose $s$ so that the factor before $a$ is 1:

$$W^{[l]} = \frac{1}{\sqrt{n^{[l-1]}}} \cdot \text{(normal numbers)}, \qquad b^{[l]} = 0
\qquad\text{(6.1)}$$

shapes: (3.1). ReLU still takes away about half of each signal, so with (6.1) the size falls a
little from layer to layer; $\sqrt{2 / n^{[l-1]}}$ would make up for that. For two layers 0.01
remains fine, and `check` accepts it; for a deep network take (6.1).
"""

# %% [markdown]
r"""
### Exercise 6.2: the first parameters
difficulty 2 of 5 · about 12 minutes · the reference is 4 lines

Draw all weights by (6.1) and set all biases to zero. Draw from the generator `rng` alone, so that
whoever calls your function can repeat its numbers: `rng.normal(size=...)` draws normal ones. For
`layer_dims = [2, 3, 1]` the result has the keys `"W1"` (3, 2), `"b1"` (3, 1), `"W2"` (1, 3), `"b2"`
(1, 1). Random numbers cannot be compared one by one, so `check` looks at shapes, scale and spread.

<details><summary>Which shapes do I need?</summary>

You have written them down in exercise 3.1.

</details>
<details><summary>check says that my weights are never negative</summary>

Which distribution have you drawn from? A uniform number between 0 and 1 has only one sign. What
would all units of a layer then have in common?

</details>
<details><summary>Which n stands below the square root?</summary>

How many numbers does one unit of layer l add up? Is that the number of units in its own layer or in
the one before?

</details>
"""


# %% exercise="initialize_parameters_deep"
def initialize_parameters_deep(layer_dims, rng=None):
    """First parameters of a deep network, equation (6.1).

    Parameters
    ----------
    layer_dims : list of int
        n[0], n[1], ..., n[L].
    rng : numpy.random.Generator, optional
        Where the random numbers come from.

    Returns
    -------
    parameters : dict
        "W1" (n[1], n[0]), "b1" (n[1], 1), ..., "WL" (n[L], n[L-1]), "bL" (n[L], 1).
    """
    rng = np.random.default_rng() if rng is None else rng
    parameters = {}
    ### BEGIN SOLUTION
    for l in range(1, len(layer_dims)):
        scale = 1 / np.sqrt(layer_dims[l - 1])
        parameters[f"W{l}"] = scale * rng.normal(size=(layer_dims[l], layer_dims[l - 1]))
        parameters[f"b{l}"] = np.zeros((layer_dims[l], 1))
    ### END SOLUTION
    return parameters


# %% checks="initialize_parameters_deep" points=4
check(initialize_parameters_deep)

# %% [markdown]
r"""
### The cost

The output is a probability again, so the cost is the one of logistic regression, the mean
cross-entropy:

$$J = -\frac{1}{m} \sum_{i=1}^{m} \Bigl[ y^{(i)} \log a^{[L](i)}
+ \bigl(1 - y^{(i)}\bigr) \log \bigl(1 - a^{[L](i)}\bigr) \Bigr] \qquad\text{(6.2)}$$

shape: a number. All layers together only make a better $a^{[L]}$; how wrong it is, is measured as
before.
"""

# %% [markdown]
r"""
### Exercise 6.3: the cost
difficulty 1 of 5 · about 8 minutes · the reference is 3 lines

Write equation (6.2). For `AL = [[0.9, 0.2]]` and `Y = [[1, 0]]` it is 0.1643. You need not protect
the logarithm against 0.

<details><summary>My cost is right when all labels are 1, and too small otherwise</summary>

An example with y = 0 costs something as well. Which of the two terms speaks for it?

</details>
<details><summary>My cost is m times too large, or m**2 numbers are added up</summary>

How many losses are there? Which product pairs each label with its own prediction, and which one
with all of them?

</details>
"""


# %% exercise="compute_cost"
def compute_cost(AL, Y):
    """Cost of the network's output, equation (6.2).

    Parameters
    ----------
    AL : ndarray (1, m)
        Predictions, above 0 and below 1.
    Y : ndarray (1, m)
        Labels, 0 or 1.

    Returns
    -------
    cost : float
    """
    ### BEGIN SOLUTION
    m = Y.shape[1]
    losses = -(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))
    cost = float(np.sum(losses) / m)
    ### END SOLUTION
    return cost


# %% checks="compute_cost" points=3
check(compute_cost)

# %% [markdown]
r"""
**Before you read on:** a fresh network knows nothing. Near which number should its cost be, for
any depth?
"""

# %%
if ready(*PARTS, initialize_parameters_deep, compute_cost):
    rng = np.random.default_rng(6)
    X_many, Y_many = rng.normal(size=(5, 1000)), rng.integers(0, 2, size=(1, 1000))
    for layer_dims in ([5, 1], [5, 4, 1], [5, 8, 6, 4, 1], [5, 8, 8, 8, 8, 8, 1]):
        AL, _ = L_model_forward(X_many, initialize_parameters_deep(layer_dims, rng))
        print(f"L = {len(layer_dims) - 1}: cost {compute_cost(AL, Y_many):.3f}")
    print(f"log 2:      {np.log(2):.3f}")

# %% [markdown]
r"""
Near $\log 2$, and seldom below it. The deeper networks come closer, since ReLU lets less of the
signal through. A first cost far above $\log 2$ would mean that the first weights are too large.
"""

# %% [markdown]
r"""
## 7. Back through one layer

Now the block that goes back. Layer $l$ is told $dA^{[l]}$, how the cost changes with each of its
outputs, and has to say how the cost changes with its weights, its biases and its inputs.

The first step goes back through the activation function. By the chain rule each entry of
$dA^{[l]}$ is multiplied by the slope of $g^{[l]}$ at its own place:

$$dZ^{[l]} = dA^{[l]} * g^{[l]\prime}\bigl(Z^{[l]}\bigr) \qquad\text{(7.1)}$$

shapes: all three $(n^{[l]}, m)$; the star multiplies entry by entry. This is what
`sigmoid_backward(dA, Z)` and `relu_backward(dA, Z)` compute. The $dA$ is already in it.

The next three steps go back through $Z^{[l]} = W^{[l]} A^{[l-1]} + b^{[l]}$. For one example, the
entry $w_{jk}$ touches only $z_j$, and $z_j$ changes with it as much as $a_k$ says:
$dw_{jk} = dz_j \, a_k$. All these products at once form the matrix
$dz^{[l]} (a^{[l-1]})^T$, a column times a row. With $m$ examples, the cost is the mean, and so is
the slope; the product of the two matrices adds up over the examples:

$$dW^{[l]} = \frac{1}{m} \, dZ^{[l]} A^{[l-1]T} \qquad\text{(7.2)}$$

shapes: $(n^{[l]}, n^{[l-1]}) = (n^{[l]}, m)\,(m, n^{[l-1]})$.

The bias $b_j$ is added to $z_j$ in every example:

$$db^{[l]} = \frac{1}{m} \sum_{i=1}^{m} dZ^{[l](i)} \qquad\text{(7.3)}$$

shapes: $(n^{[l]}, 1)$, the sum over the columns, row by row. In NumPy `axis=1` adds along each row,
and `keepdims=True` keeps the result a column.

The input $a_k$ goes into *all* units of the layer, with the weight $w_{jk}$ into unit $j$; so its
slopes are added up over $j$:

$$dA^{[l-1]} = W^{[l]T} dZ^{[l]} \qquad\text{(7.4)}$$

shapes: $(n^{[l-1]}, m) = (n^{[l-1]}, n^{[l]})\,(n^{[l]}, m)$. There is no $1/m$ here: each column
still belongs to one example, and no mean is taken yet.
"""

# %% [markdown]
r"""
### Exercise 7.1: what could be left out of the cache?
difficulty 1 of 5 · about 3 minutes · the reference is 1 line

The cache of layer $l$ holds $A^{[l-1]}$, $W^{[l]}$, $b^{[l]}$ and $Z^{[l]}$. Look at the right-hand
sides of (7.1) to (7.4): one of the four never occurs. Which?

- a) $A^{[l-1]}$
- b) $W^{[l]}$
- c) $b^{[l]}$
- d) $Z^{[l]}$

<details><summary>Where do I look?</summary>

Go through the four equations and tick off what stands on the right of the equals sign. dA and dZ
come from the layer above, not from the cache.

</details>
<details><summary>Is an activation of the layer before needed at all?</summary>

How much does z change when a weight changes by a little? Which number is that weight multiplied
with?

</details>
"""


# %% exercise="not_needed"
def not_needed():
    """Say which entry of the cache the way back does not use.

    Returns
    -------
    choice : str
        "a", "b", "c" or "d".
    """
    ### BEGIN SOLUTION
    choice = "c"
    ### END SOLUTION
    return choice


# %% checks="not_needed" points=1
check(not_needed)

# %% [markdown]
r"""
### Exercise 7.2: back through the linear step
difficulty 3 of 5 · about 20 minutes · the reference is 4 lines

Write (7.2), (7.3) and (7.4). `cache` is what `linear_forward` returned. With
`dZ = [[1, 2]]`, `A_prev = [[3, 5]]`, `W = [[2]]`: `dW = [[6.5]]`, `db = [[1.5]]`,
`dA_prev = [[2, 4]]`.

<details><summary>Which shape should each result have?</summary>

The shape of what it belongs to, (3.3). Write it down for all three before you write a line. For
dW, which of the two factors must be turned?

</details>
<details><summary>Where do I get m from?</summary>

One example is one column. Which arrays here have a column for each example, and which axis counts
them?

</details>
<details><summary>My db has the shape (n,)</summary>

Then the axis that was added up is gone. In an update, b of shape (n, 1) minus something of shape
(n,) gives a square matrix, and NumPy does not complain. Which argument of `np.sum` keeps the axis?

</details>
<details><summary>All is right for m = 1, and not otherwise</summary>

Show your function every example twice. Which of the three results should change then?

</details>
"""


# %% exercise="linear_backward"
def linear_backward(dZ, cache):
    """Backward through the linear step of one layer, (7.2) to (7.4).

    Parameters
    ----------
    dZ : ndarray (n, m)
        Derivative with respect to Z of this layer.
    cache : tuple
        (A_prev, W, b), from linear_forward.

    Returns
    -------
    dA_prev : ndarray (n_prev, m)
    dW : ndarray (n, n_prev)
    db : ndarray (n, 1)
    """
    A_prev, W, b = cache
    ### BEGIN SOLUTION
    m = A_prev.shape[1]
    dW = dZ @ A_prev.T / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = W.T @ dZ
    ### END SOLUTION
    return dA_prev, dW, db


# %% checks="linear_backward" points=6
check(linear_backward)

# %% [markdown]
r"""
### Exercise 7.3: back through one layer
difficulty 2 of 5 · about 12 minutes · the reference is 3 lines

First (7.1), with the given `relu_backward(dA, Z)` or `sigmoid_backward(dA, Z)`, then your
`linear_backward`. The cache is the pair `(linear_cache, Z)` that `linear_activation_forward`
returned: give each of the two to where it belongs.

With `dA = [[1, 2]]`, `Z = [[-1, 4]]` and "relu", `dZ` is `[[0, 2]]`; the rest is exercise 7.2.

<details><summary>ValueError: not enough values to unpack</summary>

linear_backward expects a tuple of three. What have you given to it: the whole cache or one of its
parts?

</details>
<details><summary>My results are right where all dA are 1</summary>

The functions that are given take dA and return dZ. Do you multiply once more?

</details>
<details><summary>relu is right, sigmoid is not (or the other way round)</summary>

Which function does your code call for which text? Try both by hand with dA = 1 and Z = 0.

</details>
"""


# %% exercise="linear_activation_backward"
def linear_activation_backward(dA, cache, activation):
    """Backward through one layer, (7.1) to (7.4).

    Parameters
    ----------
    dA : ndarray (n, m)
        Derivative with respect to the output of this layer.
    cache : tuple
        ((A_prev, W, b), Z), from linear_activation_forward.
    activation : str
        "sigmoid" or "relu".

    Returns
    -------
    dA_prev : ndarray (n_prev, m)
    dW : ndarray (n, n_prev)
    db : ndarray (n, 1)
    """
    ### BEGIN SOLUTION
    linear_cache, Z = cache
    dZ = relu_backward(dA, Z) if activation == "relu" else sigmoid_backward(dA, Z)
    dA_prev, dW, db = linear_backward(dZ, linear_cache)
    ### END SOLUTION
    return dA_prev, dW, db


# %% checks="linear_activation_backward" points=4
check(linear_activation_backward)

# %% [markdown]
r"""
## 8. Back through all layers, and one step

The way back begins at the cost. Only the loss of example $i$ contains $a^{[L](i)}$, so the slope
of that loss is, as in week 2,

$$dA^{[L]} = -\frac{Y}{A^{[L]}} + \frac{1 - Y}{1 - A^{[L]}} \qquad\text{(8.1)}$$

shapes: all $(n^{[L]}, m)$, entry by entry. The mean over the examples comes later, in (7.2) and
(7.3), and only there.

Then each layer turns the $dA$ it is told into the $dA$ of the layer below:

$$dA^{[L]} \;\longrightarrow\; dA^{[L-1]} \;\longrightarrow\; \dots \;\longrightarrow\;
dA^{[1]} \;\longrightarrow\; dA^{[0]} \qquad\text{(8.2)}$$

Layer $l$ uses *its own* cache, and the $dA^{[l]}$ that layer $l + 1$ has just computed. This
chain is the one thing that a network of two layers does not show: there, the only hidden layer
gets its $dA$ from the top.

**Before you read on:** the list `caches` starts at 0 and the layers at 1. Which entry belongs to
layer 3? To layer $L$?
"""

# %% [markdown]
r"""
### Exercise 8.1: the whole gradient
difficulty 4 of 5 · about 35 minutes · the reference is 6 lines

Begin with (8.1), go back through the sigmoid layer $L$, then through the ReLU layers
$L - 1, \dots, 1$. Put every result into `grads`: `"dW1"`, `"db1"`, ..., `"dWL"`, `"dbL"`, and the
derivatives with respect to the activations, `"dA0"` to `"dA{L-1}"`. (Many people number these last
ones from 1, by the layer that computed them; `check` accepts both.)

For a network of one layer with `X = [[2]]`, `AL = [[0.5]]`, `Y = [[1]]` and `W1 = [[3]]`:
`dW1 = [[-1]]`, `db1 = [[-0.5]]`, `dA0 = [[-1.5]]`. `check` tries networks of 1 to 6 layers, one of
them with several output units: every equation holds for them as well.

<details><summary>How do I count backwards?</summary>

`range(5, 0, -1)` runs 5, 4, 3, 2, 1. Which is the first layer that your loop should do, if the
output layer is done before it, and which is the last?

</details>
<details><summary>It is right for two layers and wrong (or stops) for three</summary>

Look at the dA that your loop hands to each layer. Does it change from turn to turn, as in (8.2)?
And the cache?

</details>
<details><summary>All shapes are right, and dW of the last layer is wrong already</summary>

Then (8.1) is at fault. Which signs have its two terms? Try Y = 1 and A = 0.5 by hand.

</details>
<details><summary>The last layer is right, the hidden layers are not</summary>

Which activation do the hidden layers have? Does your loop say so?

</details>
"""


# %% exercise="L_model_backward"
def L_model_backward(AL, Y, caches):
    """Gradient of the cost with respect to all parameters, (7.1) to (7.4), (8.1) and (8.2).

    Parameters
    ----------
    AL : ndarray (n[L], m)
        Output of L_model_forward.
    Y : ndarray (n[L], m)
        Labels, 0 or 1.
    caches : list
        The L caches of L_model_forward; caches[0] belongs to layer 1.

    Returns
    -------
    grads : dict
        "dW1", "db1", ..., "dWL", "dbL", with the shapes of the parameters,
        and "dA0", ..., "dA{L-1}", with the shapes of the activations.
    """
    grads = {}
    L = len(caches)
    ### BEGIN SOLUTION
    dA = -Y / AL + (1 - Y) / (1 - AL)
    dA, grads[f"dW{L}"], grads[f"db{L}"] = linear_activation_backward(dA, caches[-1], "sigmoid")
    grads[f"dA{L - 1}"] = dA
    for l in range(L - 1, 0, -1):
        dA, grads[f"dW{l}"], grads[f"db{l}"] = linear_activation_backward(dA, caches[l - 1], "relu")
        grads[f"dA{l - 1}"] = dA
    ### END SOLUTION
    return grads


# %% checks="L_model_backward" points=10
check(L_model_backward)

# %% [markdown]
r"""
### One step

With the gradient in hand, every parameter takes one step downhill:

$$W^{[l]} := W^{[l]} - \alpha \, dW^{[l]}, \qquad b^{[l]} := b^{[l]} - \alpha \, db^{[l]}
\qquad\text{(8.3)}$$

shapes: those of (3.1) on both sides.
"""

# %% [markdown]
r"""
### Exercise 8.2: update
difficulty 2 of 5 · about 12 minutes · the reference is 4 lines

Return a new dictionary with all parameters after the step (8.3). Leave the arrays of the caller as
they are. With `W1 = [[1]]`, `b1 = [[2]]`, `dW1 = [[10]]`, `db1 = [[20]]` and
`learning_rate=0.01` the result is `W1 = [[0.9]]`, `b1 = [[1.8]]`. Other keys of `grads`, such as
`"dA0"`, are none of its business.

<details><summary>KeyError: 'W4', and there are only three layers</summary>

`parameters` has two entries for each layer. How many layers are there?

</details>
<details><summary>The first (or the last) layer does not move</summary>

Write down the numbers that your `range` runs through for L = 3.

</details>
<details><summary>May I write W -= ...?</summary>

The numbers would be right. But `-=` writes into the array itself, and that array belongs to the
caller, who may still need the old weights: the gradient check below does.

</details>
"""


# %% exercise="update_parameters"
def update_parameters(parameters, grads, learning_rate):
    """One step of gradient descent, equation (8.3).

    Parameters
    ----------
    parameters : dict
        "W1" (n[1], n[0]), "b1" (n[1], 1), ..., "WL", "bL"; the arrays are not changed.
    grads : dict
        "dW1", "db1", ..., "dWL", "dbL", with the same shapes; it may have other keys.
    learning_rate : float
        alpha.

    Returns
    -------
    updated : dict
        The same keys as parameters.
    """
    updated = {}
    ### BEGIN SOLUTION
    L = len(parameters) // 2
    for l in range(1, L + 1):
        updated[f"W{l}"] = parameters[f"W{l}"] - learning_rate * grads[f"dW{l}"]
        updated[f"b{l}"] = parameters[f"b{l}"] - learning_rate * grads[f"db{l}"]
    ### END SOLUTION
    return updated


# %% checks="update_parameters" points=4
check(update_parameters)

# %% [markdown]
r"""
If the gradient is right, a small step against it makes the cost smaller, whatever the network.
"""

# %%
FORWARD = (linear_forward, linear_activation_forward, L_model_forward, compute_cost)
BACKWARD = (linear_backward, linear_activation_backward, L_model_backward)

Y_four = np.array([[1, 0, 0, 1]])

if ready(*FORWARD, *BACKWARD, update_parameters):
    AL, caches = L_model_forward(X_four, net_5531)
    grads = L_model_backward(AL, Y_four, caches)
    after, _ = L_model_forward(X_four, update_parameters(net_5531, grads, 0.01))
    print(f"cost before the step: {compute_cost(AL, Y_four):.5f}")
    print(f"cost after the step:  {compute_cost(after, Y_four):.5f}")

# %% [markdown]
r"""
It fell. That is a good sign and no proof: a gradient with one wrong layer, or one that is twice as
long as it should be, would lower the cost as well. Training would just be slower, and you would
never know why. The next section closes this gap.
"""

# %% [markdown]
r"""
## 9. Is the gradient right? Gradient checking

A slope can be measured without any theory. Take one single parameter entry $\theta$, say an entry
of $W^{[2]}$, move it by a small $\varepsilon$ to both sides, and look how much the cost changes.
All other entries keep still:

$$\frac{\partial J}{\partial \theta} \approx
\frac{J(\theta + \varepsilon) - J(\theta - \varepsilon)}{2 \varepsilon} \qquad\text{(9.1)}$$

Two forward passes for each entry: far too slow for training, and just right for a test on a small
network. Do this for every entry and you have a second gradient, `numeric`, made with nothing but
the forward pass. If it agrees with `backprop`, made by your backward pass, both are right.

Agree how well? A difference of 0.001 is nothing if the slopes are near 1000, and everything if they
are near 0.001. So divide by the size of what is compared. With all entries of all parameters in one
long list each, and $\lVert v \rVert$ for the length of a list, $\sqrt{v_1^2 + v_2^2 + \dots}$,

$$\text{error} = \frac{\lVert \text{numeric} - \text{backprop} \rVert}
{\lVert \text{numeric} \rVert + \lVert \text{backprop} \rVert} \qquad\text{(9.2)}$$

shape: a number, 0 if both are equal, 1 if they are opposite.

**Before you read on:** why both sides? What would be wrong with
$\bigl(J(\theta + \varepsilon) - J(\theta)\bigr) / \varepsilon$? You will see below.
"""

# %% [markdown]
r"""
### Exercise 9.1: gradient check
difficulty 4 of 5 · about 40 minutes · the reference is 13 lines

Fill in two places. In the loop: the slope (9.1) of the one entry `parameters[name][entry]`, written
to `numeric[name][entry]`. Below it: the error (9.2), and the place where the two gradients differ
most, as the name of the parameter, such as `"W2"`, and the entry in it, such as `(0, 3)`. The
derivative of `parameters["W2"]` stands in `grads["dW2"]`.

Example: a network of one layer with one entry in `W1` and one in `b1`. If `numeric` is 3 and 0 and
`backprop` is 4 and 0, the error is 1 / (3 + 4) = 0.1429 and the worst entry is `"W1"`, `(0, 0)`.

<details><summary>How do I change one entry and nothing else?</summary>

`parameters[name] + epsilon` changes all of them. Make a copy of the one array, change one entry of
the copy, and make a new dictionary: `{**parameters, name: changed}` has everything of the old one
except the entry that you name.

</details>
<details><summary>How do I get the cost?</summary>

L_model_forward gives AL for any parameters, compute_cost makes a number of it. The caches are not
needed here.

</details>
<details><summary>How do I make one long list of all arrays?</summary>

`np.concatenate` joins a list of flat arrays, and `ravel()` makes an array flat. `np.linalg.norm`
computes the length. Take the parameters in the same order for both lists.

</details>
<details><summary>How do I find the entry?</summary>

Go through the names and keep the largest difference so far, with its place. For an array,
`argmax()` gives the place as one number, and `np.unravel_index(number, shape)` turns that into row
and column.

</details>
"""


# %% exercise="gradient_check"
def gradient_check(parameters, grads, X, Y, epsilon=1e-7):
    """Compare a gradient with slopes measured by nudging, (9.1) and (9.2).

    Parameters
    ----------
    parameters : dict
        "W1" (n[1], n[0]), "b1" (n[1], 1), ...; not changed.
    grads : dict
        "dW1", "db1", ...: the gradient to check; it may have other keys.
    X : ndarray (n[0], m)
        One example per column.
    Y : ndarray (1, m)
        Labels, 0 or 1.
    epsilon : float
        How far to nudge.

    Returns
    -------
    error : float
        Relative difference of the two gradients, (9.2).
    parameter : str
        Name of the parameter with the worst entry, such as "W2".
    entry : tuple of int
        Row and column of the worst entry.
    """
    numeric = {}
    for name, array in parameters.items():
        numeric[name] = np.zeros(array.shape)
        for entry in np.ndindex(array.shape):
            ### BEGIN SOLUTION
            costs = []
            for step in (epsilon, -epsilon):
                nudged = array.astype(float)
                nudged[entry] += step
                AL, _ = L_model_forward(X, {**parameters, name: nudged})
                costs.append(compute_cost(AL, Y))
            numeric[name][entry] = (costs[0] - costs[1]) / (2 * epsilon)
            ### END SOLUTION
    ### BEGIN SOLUTION
    gaps = {name: np.abs(numeric[name] - grads[f"d{name}"]) for name in numeric}
    lengths = [numeric, {name: grads[f"d{name}"] for name in numeric}, gaps]
    lengths = [np.sqrt(sum(np.sum(a**2) for a in each.values())) for each in lengths]
    error = float(lengths[2] / (lengths[0] + lengths[1]))
    parameter = max(gaps, key=lambda name: gaps[name].max())
    entry = np.unravel_index(gaps[parameter].argmax(), gaps[parameter].shape)
    ### END SOLUTION
    return error, parameter, tuple(int(i) for i in entry)


# %% checks="gradient_check" points=10
check(gradient_check)

# %% [markdown]
r"""
First on your own gradient, for networks of one to six layers.
"""

# %%
if ready(*FORWARD, *BACKWARD, gradient_check):
    for layer_dims in ([3, 1], [3, 4, 1], [3, 5, 5, 1], [3, 5, 5, 3, 1], [3, 4, 5, 3, 4, 3, 1]):
        net = some_parameters(layer_dims, seed=2)
        AL, caches = L_model_forward(X_four, net)
        error, name, entry = gradient_check(
            net, L_model_backward(AL, Y_four, caches), X_four, Y_four
        )
        print(f"L = {len(layer_dims) - 1}: error {error:.0e}, worst at {name}[{entry}]")

# %% [markdown]
r"""
Below about $10^{-6}$ is as good as it gets: the rest is rounding in the nudged costs. Above
$10^{-3}$, look for a mistake, and begin at the entry that the check names. So, on purpose, a
mistake: suppose that the mean is forgotten in $db^{[2]}$, or that one weight of $W^{[3]}$ is given
a slope of 0.
"""

# %%
if ready(*FORWARD, *BACKWARD, gradient_check):
    AL, caches = L_model_forward(X_four, net_5531)
    right = L_model_backward(AL, Y_four, caches)
    W3_with_a_hole = right["dW3"].copy()
    W3_with_a_hole[np.unravel_index(np.abs(W3_with_a_hole).argmax(), W3_with_a_hole.shape)] = 0
    for says, wrong in (
        ("nothing wrong", {}),
        ("no mean in db2", {"db2": 4 * right["db2"]}),
        ("a hole in dW3", {"dW3": W3_with_a_hole}),
    ):
        error, name, entry = gradient_check(net_5531, {**right, **wrong}, X_four, Y_four)
        print(f"{says:15} error {error:.1e}, worst at {name}[{entry}]")

# %% [markdown]
r"""
The error jumps by many powers of ten, and the worst entry leads to the place.

Two questions are left: how small should $\varepsilon$ be, and why both sides? The cell nudges one
weight by many different $\varepsilon$, on one side and on both, and compares with your gradient.

**Before you read on:** $\varepsilon$ tends to 0 in the definition of the slope. So is smaller
always better?
"""

# %%
if ready(*FORWARD, *BACKWARD):
    AL, caches = L_model_forward(X_four, net_5531)
    slopes = L_model_backward(AL, Y_four, caches)["dW4"]
    place = np.unravel_index(np.abs(slopes).argmax(), slopes.shape)

    def cost_after_nudge(nudge):
        """Return the cost with one weight of layer 4 moved by `nudge`."""
        moved = {**net_5531, "W4": net_5531["W4"].copy()}
        moved["W4"][place] += nudge
        return compute_cost(L_model_forward(X_four, moved)[0], Y_four)

    figures.show(
        figures.slope_errors(cost_after_nudge, slopes[place]),
        alt="Relative error of the measured slope against epsilon, both axes logarithmic, from 0.1"
        " down to 1e-13. Both curves fall as epsilon gets smaller, the one for both sides twice as"
        " fast; then rounding takes over and they rise again. The best value on one side is near"
        " 1e-8, on both sides between 1e-7 and 1e-5, with a much smaller error.",
    )

# %% [markdown]
r"""
Read the figure from right to left. As $\varepsilon$ gets smaller, the curves fall at first: on one
side the error shrinks with $\varepsilon$, on both sides with $\varepsilon^2$, because the curvature
cancels. Further to the left they rise again: a cost is stored with about 16 digits, and the
difference of two nearly equal costs keeps only the last few of them. The grey band, from $10^{-7}$
to $10^{-4}$, is a good place, if you nudge to both sides.

One trap is left. ReLU has a kink at 0. If a nudge carries some $z$ across it, the measured slope is
a mixture of two slopes, and the check reports a difference where nothing is wrong. If a single
entry looks bad, try other data before you look for a mistake.
"""

# %% [markdown]
r"""
## 10. The whole flow

All the parts exist: forward through ReLU, ReLU and the sigmoid, the loss, back through all layers
with the help of the caches, and a step. Here is one such round for a network of three layers, with
the numbers of your own functions in it.
"""

# %%
if ready(*FORWARD, *BACKWARD, initialize_parameters_deep, update_parameters):
    net = initialize_parameters_deep([3, 4, 2, 1], np.random.default_rng(6))
    AL, caches = L_model_forward(X_four, net)
    cost = compute_cost(AL, Y_four)
    grads = L_model_backward(AL, Y_four, caches)
    figures.show(
        figures.whole_flow(caches, AL, cost, grads),
        alt="One round of training. Upper row, to the right: X, layer 1 with ReLU, layer 2 with"
        " ReLU, layer 3 with sigmoid, the predictions, and the cost. Lower row, to the left:"
        " dA3, then backward blocks of layers 3, 2 and 1, each of which gives dW and db to the"
        " update. A cache leads from each upper block down to the lower one.",
    )

# %% [markdown]
r"""
Repeat this round many times and the network learns. The next notebook makes functions of it and
uses pictures; here is a first taste, on points in the plane: two spirals, one wound into the
other. No straight line parts them.

**Before you read on:** a network of four layers, with 16, 16, 8 and 1 units, and logistic
regression both get the same number of steps. Which shape has the border that logistic regression
draws between its two answers?
"""

# %%
rng = np.random.default_rng(7)
turns = np.sqrt(rng.uniform(0.04, 1, size=300))
labels = rng.integers(0, 2, size=(1, 300))
angle = 2 * np.pi * 1.4 * turns + np.pi * labels[0]
points = turns * np.array([np.cos(angle), np.sin(angle)]) * 2 + rng.normal(size=(2, 300)) * 0.06

if ready(*FORWARD, *BACKWARD, initialize_parameters_deep, update_parameters):
    trained, curves = {}, {}
    for name, layer_dims in (("L = 1", [2, 1]), ("L = 4", [2, 16, 16, 8, 1])):
        net = initialize_parameters_deep(layer_dims, np.random.default_rng(3))
        curves[name] = []
        for _ in range(3000):
            scores, kept = L_model_forward(points, net)
            curves[name].append(compute_cost(scores, labels))
            net = update_parameters(net, L_model_backward(scores, labels, kept), 0.1)
        trained[name] = net
        right_answers = np.mean((scores > 0.5) == labels)
        print(f"{name}: cost {curves[name][-1]:.3f}, right on {right_answers:.0%} of the points")
    figures.show(
        figures.learned_regions(
            {
                name: (lambda at, net=net: L_model_forward(at, net)[0])
                for name, net in trained.items()
            },
            points,
            labels,
        ),
        alt="Two spirals of points, and in colour what each network answers. The network of one"
        " layer cuts the plane in two halves with a straight line; the network of four layers"
        " follows the arms of the spirals.",
    )

# %%
if ready(*FORWARD, *BACKWARD, initialize_parameters_deep, update_parameters):
    figures.show(
        figures.cost_curves(curves),
        alt="Cost against iteration for both networks. With one layer it soon stays near 0.58; with"
        " four layers it falls to nearly 0.",
    )

# %% [markdown]
r"""
One layer can only cut the plane in two, and its cost soon stops falling. The deep network folds the
plane several times, once in each layer, until a cut is enough. These are the points it was trained
on, so the picture shows what a deep network *can* draw, not how well it answers for new points. If
both your curves stay near $\log 2$, look at your first weights: with 0.01 in place of (6.1) the
four layers do not get going.

## What you have built

- the description of any network: `layer_count`, `parameter_shapes`, `activation_shapes`;
- the way forward: `linear_forward`, `linear_activation_forward`, `L_model_forward`, and parity as
  a deep network, `xor_tree`;
- a beginning and a measure: `initialize_parameters_deep`, `compute_cost`;
- the way back: `linear_backward`, `linear_activation_backward`, `L_model_backward`, and the step,
  `update_parameters`;
- a proof that all this is right: `gradient_check`.

## What comes next

`week4/cat_classifier` takes your functions from this notebook, trains networks of two and of four
layers on pictures of cats, and asks what the numbers $L$, $n^{[l]}$ and $\alpha$, which no gradient
can find, are good for.
"""
