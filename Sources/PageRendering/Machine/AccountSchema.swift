/// JSON Schema of the account format `marginalia/account/1`.
let accountSchema = #"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "One derivatives account at one venue at one instant",
      "type": "object",
      "additionalProperties": false,
      "required": ["schema", "id", "venue", "asOf"],
      "properties": {
        "schema": {"const": "marginalia/account/1"},
        "id": {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,64}$"},
        "label": {"type": ["string", "null"]},
        "language": {
          "type": ["string", "null"],
          "description": "The language of its report: en, de, zh-Hans; the site's unless given"
        },
        "fictional": {"type": "boolean"},
        "venue": {"enum": ["binance", "bybit", "okx"]},
        "environment": {"enum": ["mainnet", "testnet"]},
        "accountMode": {
          "enum": [
            "single-asset", "multi-asset", "portfolio", "isolated", "cross", "futures",
            "multi-currency"
          ]
        },
        "accountModeUnknown": {"type": "boolean"},
        "positionMode": {"enum": ["one-way", "hedge"]},
        "marginModel": {"enum": ["legacy-entry-value"]},
        "takerFeeRate": {"$ref": "#/$defs/number"},
        "asOf": {"$ref": "#/$defs/instant"},
        "collateral": {
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["asset"],
            "properties": {
              "asset": {"type": "string"},
              "walletBalance": {"$ref": "#/$defs/number"},
              "collateralRate": {"$ref": "#/$defs/number"},
              "indexPrice": {"$ref": "#/$defs/number"}
            }
          }
        },
        "positions": {
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["symbol", "side", "marginMode", "quantity"],
            "properties": {
              "symbol": {"type": "string"},
              "contractType": {"enum": ["linear", "inverse"]},
              "side": {"enum": ["long", "short"]},
              "marginMode": {"enum": ["isolated", "cross"]},
              "quantity": {"$ref": "#/$defs/number"},
              "expectedQuantity": {"$ref": "#/$defs/number"},
              "contractSize": {"$ref": "#/$defs/number"},
              "entryPrice": {"$ref": "#/$defs/number"},
              "markPrice": {"$ref": "#/$defs/number"},
              "leverage": {"$ref": "#/$defs/number"},
              "isolatedWallet": {"$ref": "#/$defs/number"},
              "extraMargin": {"$ref": "#/$defs/number"},
              "autoAddMargin": {"type": ["boolean", "null"]},
              "fundingRate": {"$ref": "#/$defs/number"},
              "fundingIntervalHours": {"$ref": "#/$defs/number"},
              "nextFundingAt": {"anyOf": [{"$ref": "#/$defs/instant"}, {"type": "null"}]},
              "realized": {
                "description": "What the position has brought and cost so far, in its settle coin: what was paid is negative. pnl is of closed parts, without fees.",
                "type": ["object", "null"],
                "additionalProperties": false,
                "required": [],
                "properties": {
                  "pnl": {"$ref": "#/$defs/number"},
                  "fees": {"$ref": "#/$defs/number"},
                  "funding": {"$ref": "#/$defs/number"}
                }
              },
              "reported": {"$ref": "#/$defs/reported"}
            }
          }
        },
        "liquidating": {
          "type": "array",
          "description": "What the venue says it is liquidating at this instant: symbols, or account.",
          "items": {"type": "string"}
        },
        "unmodelled": {
          "type": "array",
          "description": "Options, margin loans and whatever else no rule covers; the pool of each is incomplete.",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["symbol", "kind", "marginMode"],
            "properties": {
              "symbol": {"type": "string"},
              "kind": {"type": "string"},
              "marginMode": {"enum": ["isolated", "cross"]},
              "settleAsset": {"type": ["string", "null"]},
              "place": {"type": ["string", "null"]}
            }
          }
        },
        "openOrders": {
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["symbol", "side", "quantity"],
            "properties": {
              "symbol": {"type": "string"},
              "side": {"enum": ["long", "short"]},
              "quantity": {"$ref": "#/$defs/number"},
              "price": {"$ref": "#/$defs/number"},
              "reduceOnly": {"type": "boolean"},
              "marginMode": {"enum": ["isolated", "cross"]},
              "initialMargin": {"$ref": "#/$defs/number"},
              "maintenanceMargin": {"$ref": "#/$defs/number"},
              "orderLoss": {"$ref": "#/$defs/number"},
              "fee": {"$ref": "#/$defs/number"}
            }
          }
        },
        "stops": {
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["symbol", "side", "triggerPrice"],
            "properties": {
              "symbol": {"type": "string"},
              "side": {"enum": ["long", "short"]},
              "quantity": {"$ref": "#/$defs/number"},
              "triggerPrice": {"$ref": "#/$defs/number"},
              "priceType": {"enum": ["mark", "last", "index"]}
            }
          }
        },
        "trailingStops": {
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["symbol", "side", "callbackPercent"],
            "properties": {
              "symbol": {"type": "string"},
              "side": {"enum": ["long", "short"]},
              "callbackPercent": {"$ref": "#/$defs/number"},
              "history": {
                "type": "array",
                "items": {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["at", "callbackPercent"],
                  "properties": {
                    "at": {"$ref": "#/$defs/instant"},
                    "callbackPercent": {"$ref": "#/$defs/number"}
                  }
                }
              }
            }
          }
        },
        "borrowed": {
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["asset", "amount"],
            "properties": {
              "asset": {"type": "string"},
              "amount": {"$ref": "#/$defs/number"},
              "indexPrice": {"$ref": "#/$defs/number"},
              "initialMarginRate": {"$ref": "#/$defs/number"},
              "maintenanceMarginRate": {"$ref": "#/$defs/number"}
            }
          }
        },
        "funds": {
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["asset", "amount", "where", "route"],
            "properties": {
              "asset": {"type": "string"},
              "amount": {"$ref": "#/$defs/number"},
              "where": {"type": "string"},
              "route": {"type": "string"},
              "confirmationSeconds": {"$ref": "#/$defs/number"},
              "fee": {"$ref": "#/$defs/number"},
              "verified": {"type": "boolean"}
            }
          }
        },
        "deposits": {
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["asset", "amount", "status"],
            "properties": {
              "asset": {"type": "string"},
              "amount": {"$ref": "#/$defs/number"},
              "sentAt": {"anyOf": [{"$ref": "#/$defs/instant"}, {"type": "null"}]},
              "status": {"enum": ["confirmed", "pending", "failed"]},
              "reference": {"type": ["string", "null"]}
            }
          }
        },
        "liquidations": {
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["symbol", "price", "quantity", "at"],
            "properties": {
              "symbol": {"type": "string"},
              "price": {"$ref": "#/$defs/number"},
              "quantity": {"$ref": "#/$defs/number"},
              "at": {"$ref": "#/$defs/instant"}
            }
          }
        },
        "fundingPayments": {
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["symbol", "amount", "asset", "at"],
            "properties": {
              "symbol": {"type": "string"},
              "amount": {"$ref": "#/$defs/number"},
              "asset": {"type": "string"},
              "at": {"$ref": "#/$defs/instant"}
            }
          }
        },
        "creditLine": {
          "anyOf": [
            {
              "type": "object",
              "additionalProperties": false,
              "required": ["apr", "limit"],
              "properties": {"apr": {"$ref": "#/$defs/number"}, "limit": {"$ref": "#/$defs/number"}}
            },
            {"type": "null"}
          ]
        },
        "averagingDown": {
          "anyOf": [
            {
              "type": "object",
              "additionalProperties": false,
              "required": ["onChainAccumulation", "multiTimeframeAlignment"],
              "properties": {
                "onChainAccumulation": {"type": "boolean"},
                "multiTimeframeAlignment": {"type": "boolean"}
              }
            },
            {"type": "null"}
          ]
        },
        "betas": {
          "anyOf": [
            {
              "type": "object",
              "additionalProperties": false,
              "required": ["driver", "values"],
              "properties": {
                "driver": {"type": "string"},
                "values": {
                  "type": "array",
                  "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["asset", "beta"],
                    "properties": {
                      "asset": {"type": "string"},
                      "beta": {"$ref": "#/$defs/number"}
                    }
                  }
                }
              }
            },
            {"type": "null"}
          ]
        },
        "report": {
          "description": "How much this account's report writes out, where that is not left to the site.",
          "type": ["object", "null"],
          "additionalProperties": false,
          "properties": {"sections": {"enum": ["statement", "full"]}}
        },
        "policy": {
          "type": "object",
          "additionalProperties": false,
          "required": [],
          "properties": {
            "targetRatio": {"$ref": "#/$defs/number"},
            "targetDistancePercent": {"$ref": "#/$defs/number"},
            "roundUpPercent": {"$ref": "#/$defs/number"},
            "deadlineSeconds": {"$ref": "#/$defs/number"},
            "confirmationSeconds": {"$ref": "#/$defs/number"},
            "leverageCap": {"$ref": "#/$defs/number"},
            "stopPercentNear": {"$ref": "#/$defs/number"},
            "stopPercentFar": {"$ref": "#/$defs/number"},
            "slippagePercent": {"$ref": "#/$defs/number"},
            "riskBudgetPercent": {"$ref": "#/$defs/number"},
            "atrMultiple": {"$ref": "#/$defs/number"},
            "stressRangePercent": {"$ref": "#/$defs/number"},
            "stressStepPercent": {"$ref": "#/$defs/number"},
            "loanHours": {"$ref": "#/$defs/number"},
            "stateBounds": {
              "type": "object",
              "additionalProperties": false,
              "required": [],
              "properties": {
                "watchDistancePercent": {"$ref": "#/$defs/number"},
                "callDistancePercent": {"$ref": "#/$defs/number"}
              }
            }
          }
        },
        "reported": {"$ref": "#/$defs/reported"},
        "meta": {
          "description": "Anything: it goes on into the manifest of reports, and onto no page."
        },
        "previous": {
          "description": "How the account stood before: what a manifest gave as next, or several.",
          "anyOf": [
            {"$ref": "#/$defs/standing"},
            {"type": "array", "items": {"$ref": "#/$defs/standing"}},
            {"type": "null"}
          ]
        }
      },
      "$defs": {
        "standing": \#(standingSchema),
        "number": {
          "description": "A decimal as a string or a number; empty and null mean absent.",
          "anyOf": [
            {"type": "number"},
            {
              "type": "string",
              "pattern": "^$|^[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?$"
            },
            {"type": "null"}
          ]
        },
        "instant": {
          "type": ["string", "integer"],
          "description": "RFC 3339 with a zone, or seconds or milliseconds since 1970.",
          "pattern": "^[0-9]{10}([0-9]{3})?$|^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)? ?([Zz]|UTC|[+-][0-9]{2}:?[0-9]{2})$"
        },
        "reported": {
          "anyOf": [
            {
              "type": "object",
              "additionalProperties": false,
              "required": [],
              "properties": {
                "notional": {"$ref": "#/$defs/number"},
                "unrealizedPnl": {"$ref": "#/$defs/number"},
                "initialMargin": {"$ref": "#/$defs/number"},
                "maintenanceMargin": {"$ref": "#/$defs/number"},
                "marginRatio": {"$ref": "#/$defs/number"},
                "uniMMR": {"$ref": "#/$defs/number"},
                "liquidationPrice": {"$ref": "#/$defs/number"},
                "equity": {"$ref": "#/$defs/number"},
                "walletBalance": {"$ref": "#/$defs/number"},
                "availableBalance": {"$ref": "#/$defs/number"},
                "breakEvenPrice": {"$ref": "#/$defs/number"},
                "bankruptcyPrice": {"$ref": "#/$defs/number"}
              }
            },
            {"type": "null"}
          ]
        }
      }
    }
    """#

/// How an account stood at one instant, as `previous` of an account takes it: what `next` of a manifest gives.
private let standingSchema = """
    {
          "type": "object",
          "additionalProperties": false,
          "required": ["asOf", "state", "pools"],
          "properties": {
            "asOf": {"type": "string"},
            "state": {
              "enum": ["healthy", "watch", "incomplete", "call", "liquidation", "bankrupt"]
            },
            "worstPool": {"type": ["string", "null"]},
            "pools": {
              "type": "array",
              "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["id", "asset"],
                "properties": {
                  "id": {"type": "string"},
                  "asset": {"type": "string"},
                  "equity": {"type": ["string", "null"]},
                  "requirement": {"type": ["string", "null"]},
                  "ratio": {"type": ["string", "null"]},
                  "unrealizedPnl": {"type": ["string", "null"]},
                  "availableBalance": {"type": ["string", "null"]}
                }
              }
            },
            "holdings": {
              "type": "array",
              "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["symbol", "side", "pool", "quantity"],
                "properties": {
                  "symbol": {"type": "string"},
                  "side": {"enum": ["long", "short"]},
                  "pool": {"type": "string"},
                  "quantity": {"type": "string"},
                  "markPrice": {"type": ["string", "null"]}
                }
              }
            },
            "pending": {
              "type": "array",
              "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["asset", "amount"],
                "properties": {
                  "asset": {"type": "string"},
                  "amount": {"type": "string"},
                  "sentAt": {"type": ["string", "null"]},
                  "reference": {"type": ["string", "null"]}
                }
              }
            }
          }
        }
    """
