import MarginModel
import MarginRules

/// JSON Schema of `assess --json`.
let assessmentSchema = schema(
    title: "An account assessed by its venue's margin rules", members: assessmentMembers,
    required: assessmentNames, definitions: assessmentDefinitions)

/// JSON Schema of `plan --json`: an assessment with a plan and an audit.
let planSchema = schema(
    title: "An account's assessment, its action plan and its audit",
    members: [assessmentMembers, reportMember, planMember, AuditSchema.member].joined(
        separator: ",\n"),
    required: assessmentNames + ["plan", "audit"],
    definitions: assessmentDefinitions + ",\n" + stepDefinition)

private func schema(
    title: String, members: String, required: [String], definitions: String
) -> String {
    """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "\(title)",
      "type": "object",
      "additionalProperties": false,
      "required": [\(required.map { "\"\($0)\"" }.joined(separator: ", "))],
      "properties": {
    \(members)
      },
      "$defs": {
    \(definitions)
      }
    }
    """
}

private let assessmentNames = [
    "schema", "id", "venue", "asOf", "state", "by", "underWay", "reasons", "pools", "equity",
    "walletBalance",
    "unrealizedPnl", "initialMargin", "maintenanceMargin", "marginRatio", "ratio", "distance",
    "positions", "reconciliation", "provenance",
]

/// The members of an assessment.
private let assessmentMembers = #"""
        "schema": {"const": "marginalia/assessment/1"},
        "id": {"type": "string"},
        "venue": {"enum": ["binance", "bybit", "okx"]},
        "asOf": {
          "type": "string",
          "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?Z$"
        },
        "state": {"$ref": "#/$defs/state"},
        "by": {"$ref": "#/$defs/cause"},
        "underWay": {
          "description": "What the venue is doing already, and what is still worth doing. null: nothing is under way.",
          "type": ["object", "null"],
          "additionalProperties": false,
          "required": ["pastTrigger", "seen", "venueSteps", "worthDoing"],
          "properties": {
            "pastTrigger": {"type": "array", "items": {"type": "string"}},
            "seen": {"description": "By the liquidation log or the owner's records.", "type": "boolean"},
            "venueSteps": {"type": "array", "items": {"type": "string"}},
            "worthDoing": {"type": "array", "items": {"type": "string"}}
          }
        },
        "warnings": {
          "description": "What was passed over while the account was read.",
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["id", "line", "column", "message"],
            "properties": {
              "id": {"type": "string"},
              "line": {"type": "integer"},
              "column": {"type": "integer"},
              "message": {"type": "string"},
              "hint": {"type": "string"}
            }
          }
        },
        "reasons": {
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["code", "where", "message"],
            "properties": {
              "code": {
                "enum": [\#(listed(ReasonCode.self))]
              },
              "where": {"type": "string"},
              "message": {"type": "string"}
            }
          }
        },
        "pools": {
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": [
              "id", "asset", "marginMode", "equity", "walletBalance", "unrealizedPnl",
              "initialMargin", "maintenanceMargin", "requirement", "availableBalance",
              "ratio", "native", "state", "by"
            ],
            "properties": {
              "id": {"type": "string"},
              "asset": {"type": "string"},
              "marginMode": {"enum": ["isolated", "cross"]},
              "equity": {"$ref": "#/$defs/figure"},
              "walletBalance": {"$ref": "#/$defs/figure"},
              "unrealizedPnl": {"$ref": "#/$defs/figure"},
              "initialMargin": {"$ref": "#/$defs/figure"},
              "maintenanceMargin": {"$ref": "#/$defs/figure"},
              "requirement": {"$ref": "#/$defs/figure"},
              "availableBalance": {"$ref": "#/$defs/figure"},
              "ratio": {"$ref": "#/$defs/figure"},
              "native": {"$ref": "#/$defs/native"},
              "state": {"$ref": "#/$defs/state"},
              "by": {"$ref": "#/$defs/cause"}
            }
          }
        },
        "equity": {"$ref": "#/$defs/figure"},
        "walletBalance": {"$ref": "#/$defs/figure"},
        "unrealizedPnl": {"$ref": "#/$defs/figure"},
        "initialMargin": {"$ref": "#/$defs/figure"},
        "maintenanceMargin": {"$ref": "#/$defs/figure"},
        "marginRatio": {"anyOf": [{"$ref": "#/$defs/native"}, {"type": "null"}]},
        "ratio": {"$ref": "#/$defs/figure"},
        "distance": {
          "type": "object",
          "additionalProperties": false,
          "required": ["jointMovePercent", "deficit"],
          "properties": {
            "jointMovePercent": {
              "type": "object",
              "additionalProperties": false,
              "required": ["down", "up"],
              "properties": {"down": {"$ref": "#/$defs/figure"}, "up": {"$ref": "#/$defs/figure"}}
            },
            "deficit": {"$ref": "#/$defs/figure"}
          }
        },
        "positions": {
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": [
              "symbol", "side", "pool", "marginMode", "notional", "unrealizedPnl",
              "initialMargin", "maintenanceMargin", "tier", "maintenanceMarginRate",
              "maintenanceAmount", "feeToClose", "isolatedMarginRatio", "liquidationPrice",
              "liquidationPriceBelow", "liquidationPriceAbove", "tierAtLiquidation",
              "bankruptcyPrice", "breakEvenPrice", "distancePercent", "effectiveLeverage",
              "funding"
            ],
            "properties": {
              "symbol": {"type": "string"},
              "side": {"enum": ["long", "short"]},
              "pool": {"type": "string"},
              "marginMode": {"enum": ["isolated", "cross"]},
              "notional": {"$ref": "#/$defs/figure"},
              "unrealizedPnl": {"$ref": "#/$defs/figure"},
              "initialMargin": {"$ref": "#/$defs/figure"},
              "maintenanceMargin": {"$ref": "#/$defs/figure"},
              "tier": {"type": ["integer", "null"]},
              "maintenanceMarginRate": {"$ref": "#/$defs/figure"},
              "maintenanceAmount": {"$ref": "#/$defs/figure"},
              "feeToClose": {"$ref": "#/$defs/figure"},
              "isolatedMarginRatio": {"$ref": "#/$defs/figure"},
              "liquidationPrice": {"$ref": "#/$defs/figure"},
              "liquidationPriceBelow": {"$ref": "#/$defs/figure"},
              "liquidationPriceAbove": {"$ref": "#/$defs/figure"},
              "tierAtLiquidation": {"type": ["integer", "null"]},
              "bankruptcyPrice": {"$ref": "#/$defs/figure"},
              "breakEvenPrice": {"$ref": "#/$defs/figure"},
              "distancePercent": {
                "type": "object",
                "additionalProperties": false,
                "required": ["down", "up"],
                "properties": {"down": {"$ref": "#/$defs/figure"}, "up": {"$ref": "#/$defs/figure"}}
              },
              "effectiveLeverage": {"$ref": "#/$defs/figure"},
              "funding": {
                "type": "object",
                "additionalProperties": false,
                "required": ["next", "perDay", "hoursToBreach"],
                "properties": {
                  "next": {"$ref": "#/$defs/figure"},
                  "perDay": {"$ref": "#/$defs/figure"},
                  "hoursToBreach": {"$ref": "#/$defs/figure"}
                }
              }
            }
          }
        },
        "reconciliation": {
          "type": "array",
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["field", "reported", "computed", "difference", "cause", "explanation"],
            "properties": {
              "field": {"type": "string"},
              "reported": {"$ref": "#/$defs/decimal"},
              "computed": {"$ref": "#/$defs/figure"},
              "difference": {"$ref": "#/$defs/figure"},
              "cause": {
                "enum": [\#(listed(ReconciliationCause.self))]
              },
              "explanation": {"type": "string"}
            }
          }
        },
        "provenance": {
          "type": "object",
          "additionalProperties": false,
          "required": ["rules", "sheet", "sheets", "prices", "clock"],
          "properties": {
            "rules": {"type": "string"},
            "sheet": {
              "anyOf": [
                {
                  "type": "object",
                  "additionalProperties": false,
                  "required": ["asOf", "source"],
                  "properties": {
                    "asOf": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"},
                    "source": {"type": "string"}
                  }
                },
                {"type": "null"}
              ]
            },
            "sheets": {
              "type": "array",
              "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["symbol", "asOf", "source"],
                "properties": {
                  "symbol": {"type": "string"},
                  "asOf": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"},
                  "source": {"type": "string"}
                }
              }
            },
            "prices": {
              "type": "array",
              "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["asset", "kind", "source", "asOf"],
                "properties": {
                  "asset": {"type": "string"},
                  "kind": {"enum": ["mark", "indicative"]},
                  "source": {"type": "string"},
                  "asOf": {
                    "type": "string",
                    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?Z$"
                  }
                }
              }
            },
            "clock": {
              "type": "string",
              "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?Z$"
            }
          }
        }
    """#

/// What the members refer to.
private let assessmentDefinitions = #"""
        "decimal": {
          "type": "string",
          "description": "Plain digits, no exponent, no trailing zeros; exact, or 24 significant digits.",
          "pattern": "^-?[0-9]+(\\.[0-9]*[1-9])?$"
        },
        "figure": {
          "description": "null: none, or withheld; reasons say why.",
          "anyOf": [{"$ref": "#/$defs/decimal"}, {"type": "null"}]
        },
        "state": {"enum": ["healthy", "watch", "call", "liquidation", "bankrupt", "incomplete"]},
        "cause": {
          "description": "What made the state: requirement ÷ equity, or the nearest move of prices that liquidates. The state after a step is by the ratio alone until the last step that changes the account. null: incomplete.",
          "enum": ["ratio", "distance", null]
        },
        "native": {
          "type": "object",
          "additionalProperties": false,
          "required": ["value", "name", "threshold", "direction"],
          "properties": {
            "value": {"$ref": "#/$defs/figure"},
            "name": {"type": "string"},
            "threshold": {"$ref": "#/$defs/decimal"},
            "direction": {"enum": ["higher-is-worse", "lower-is-worse"]}
          }
        }
    """#

private let reportMember = #"""
        "report": {
          "description": "In a report's JSON form: what its forms for people write out. JSON holds everything.",
          "type": "object",
          "additionalProperties": false,
          "required": ["sections"],
          "properties": {"sections": {"enum": ["statement", "full"]}}
        }
    """#

/// The member that a plan adds.
private let planMember = #"""
        "plan": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "target", "steps", "verified", "cost", "alternatives", "skipped", "targets",
            "distance", "pending", "shortfall"
          ],
          "properties": {
            "target": {"$ref": "#/$defs/decimal"},
            "steps": {"type": "array", "items": {"$ref": "#/$defs/step"}},
            "verified": {"type": "boolean"},
            "cost": {"$ref": "#/$defs/figure"},
            "alternatives": {
              "type": "array",
              "items": {
                "type": "object",
                "additionalProperties": false,
                "required": [
                  "name", "steps", "cost", "verified", "saving", "lowerBound", "exact",
                  "ratioAfter", "jointMoveSurvivedPercent", "nearestMove"
                ],
                "properties": {
                  "name": {"type": "string"},
                  "steps": {"type": "array", "items": {"$ref": "#/$defs/step"}},
                  "cost": {"$ref": "#/$defs/figure"},
                  "verified": {"type": "boolean"},
                  "saving": {"$ref": "#/$defs/figure"},
                  "lowerBound": {"$ref": "#/$defs/figure"},
                  "exact": {"type": "boolean"},
                  "ratioAfter": {"$ref": "#/$defs/figure"},
                  "jointMoveSurvivedPercent": {"$ref": "#/$defs/figure"},
                  "nearestMove": {"$ref": "#/$defs/move"}
                }
              }
            },
            "skipped": {
              "type": "array",
              "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["kind", "why", "source"],
                "properties": {
                  "kind": {
                    "enum": [
                      "deposit", "await-credit", "transfer", "add-isolated-margin", "reduce",
                      "close", "cancel-orders", "set-leverage", "set-margin-mode",
                      "place-stop", "disable-auto", "hold"
                    ]
                  },
                  "why": {"type": "string"},
                  "source": {"type": "string"}
                }
              }
            },
            "targets": {
              "type": "array",
              "items": {
                "type": "object",
                "additionalProperties": false,
                "required": [
                  "name", "amount", "asset", "ratioAfter", "nativeAfter",
                  "jointMoveSurvivedPercent", "nearestMove", "fundingHoursSurvived", "cures"
                ],
                "properties": {
                  "name": {"enum": [\#(listed(TargetAmount.Name.self))]},
                  "amount": {"$ref": "#/$defs/decimal"},
                  "asset": {"type": "string"},
                  "ratioAfter": {"$ref": "#/$defs/figure"},
                  "nativeAfter": {"$ref": "#/$defs/figure"},
                  "jointMoveSurvivedPercent": {"$ref": "#/$defs/figure"},
                  "nearestMove": {"$ref": "#/$defs/move"},
                  "fundingHoursSurvived": {"$ref": "#/$defs/figure"},
                  "cures": {"type": "boolean"}
                }
              }
            },
            "distance": {
              "description": "The policy's target distance, what still liquidates after the last step, and what would have to be paid in beside the plan where that is nearer; such a plan is not verified.",
              "type": "object",
              "additionalProperties": false,
              "required": ["targetPercent", "nearestMove", "pool", "asset", "missing"],
              "properties": {
                "targetPercent": {"$ref": "#/$defs/decimal"},
                "nearestMove": {"$ref": "#/$defs/move"},
                "pool": {"type": ["string", "null"]},
                "asset": {"type": ["string", "null"]},
                "missing": {"$ref": "#/$defs/figure"}
              }
            },
            "pending": {
              "description": "Deposits on their way, which nothing else counts, and the account if each landed now.",
              "type": "array",
              "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["asset", "amount", "sentAt", "reference", "after", "nearestMove"],
                "properties": {
                  "asset": {"type": "string"},
                  "amount": {"$ref": "#/$defs/decimal"},
                  "sentAt": {"type": ["string", "null"]},
                  "reference": {"type": ["string", "null"]},
                  "after": {"$ref": "#/$defs/after"},
                  "nearestMove": {"$ref": "#/$defs/move"}
                }
              }
            },
            "shortfall": {
              "type": ["object", "null"],
              "additionalProperties": false,
              "required": ["pool", "asset", "bestRatio", "missing"],
              "properties": {
                "pool": {"type": "string"},
                "asset": {"type": "string"},
                "bestRatio": {"$ref": "#/$defs/figure"},
                "missing": {"$ref": "#/$defs/figure"}
              }
            }
          }
        }
    """#

/// A step of a plan or of one of its alternatives.
private let stepDefinition = #"""
        "step": {
          "type": "object",
          "additionalProperties": false,
          "required": [
            "kind", "symbol", "side", "quantity", "order", "amount", "asset", "price", "cost",
            "reason", "rule", "after"
          ],
          "properties": {
            "kind": {
              "enum": [
                "deposit", "await-credit", "transfer", "add-isolated-margin", "reduce",
                "close", "cancel-orders", "set-leverage", "set-margin-mode", "place-stop",
                "disable-auto", "hold"
              ]
            },
            "symbol": {"type": ["string", "null"]},
            "side": {"enum": ["long", "short", null]},
            "quantity": {"$ref": "#/$defs/figure"},
            "order": {
              "description": "The order to place, where the step closes something; all of it is reduce-only.",
              "type": ["object", "null"],
              "additionalProperties": false,
              "required": [
                "side", "type", "triggeredBy", "reduceOnly", "quantity", "unit", "coins", "parts"
              ],
              "properties": {
                "side": {"enum": [\#(listed(PlanOrder.Side.self))]},
                "type": {"enum": [\#(listed(PlanOrder.Kind.self))]},
                "triggeredBy": {"enum": ["mark", null]},
                "reduceOnly": {"const": true},
                "quantity": {"$ref": "#/$defs/decimal"},
                "unit": {"description": "contracts, or the coin that sizes count.", "type": "string"},
                "coins": {"$ref": "#/$defs/figure"},
                "parts": {
                  "description": "The quantities to send one after the other: the venue's largest market order splits them.",
                  "type": "array",
                  "items": {"$ref": "#/$defs/decimal"}
                }
              }
            },
            "amount": {"$ref": "#/$defs/figure"},
            "asset": {"type": ["string", "null"]},
            "price": {"$ref": "#/$defs/figure"},
            "cost": {"$ref": "#/$defs/figure"},
            "reason": {"type": "string"},
            "rule": {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"},
            "after": {"$ref": "#/$defs/after"}
          }
        },
        "after": {
          "type": "object",
          "additionalProperties": false,
          "required": ["equity", "requirement", "ratio", "native", "state", "by"],
          "properties": {
            "equity": {"$ref": "#/$defs/figure"},
            "requirement": {"$ref": "#/$defs/figure"},
            "ratio": {"$ref": "#/$defs/figure"},
            "native": {"$ref": "#/$defs/figure"},
            "state": {"$ref": "#/$defs/state"},
            "by": {"$ref": "#/$defs/cause"}
          }
        },
        "move": {
          "description": "The nearest move that liquidates: of all marks together, or of one symbol's alone. null: none, or not known.",
          "type": ["object", "null"],
          "additionalProperties": false,
          "required": ["percent", "symbol"],
          "properties": {
            "percent": {"$ref": "#/$defs/decimal"},
            "symbol": {"type": ["string", "null"]}
          }
        }
    """#

/// The raw values of an enumeration, as a schema lists them.
private func listed<Choice>(_: Choice.Type) -> String
where Choice: RawRepresentable<String> & CaseIterable {
    Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
}
