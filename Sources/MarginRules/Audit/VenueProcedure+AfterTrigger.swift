package import MarginModel

extension VenueProcedure {
    /// The venue's order of steps once an account or position is at its trigger.
    package static func afterTrigger(at venue: Venue, _ mode: MarginMode) -> VenueProcedure {
        switch (venue, mode) {
        case (.binance, _):
            VenueProcedure(
                steps: [
                    "Cancels all open orders.",
                    "Sends one large immediate-or-cancel order to bring the account back above "
                        + "its requirement; small accounts are nearly always closed whole.",
                    "Closes what still falls short at the bankruptcy price, against the insurance "
                        + "fund, and charges a clearance fee on what it liquidated.",
                    "Deleverages traders on the other side where the fund cannot pay.",
                ], source: "Binance FAQ 360033525271, official page")
        case (.bybit, .cross):
            VenueProcedure(
                steps: [
                    "Cancels the orders that add risk.",
                    "Repays what is borrowed out of the other balances.",
                    "Reduces positions in steps until the maintenance rate is under 100 %.",
                    "Deleverages traders on the other side when the insurance pool falls too far.",
                ], source: "Bybit help centre, unified trading account, partly a secondary copy")
        case (.bybit, .isolated):
            VenueProcedure(
                steps: [
                    "Cancels the position's orders.",
                    "Sells the position down to the next lower maintenance tier.",
                    "Takes over the rest at the bankruptcy price.",
                    "Deleverages traders on the other side when the insurance pool falls too far.",
                ], source: "Bybit help centre, unified trading account, partly a secondary copy")
        case (.okx, _):
            VenueProcedure(
                steps: [
                    "Cancels open orders.",
                    "Sets opposite positions of one contract off against each other.",
                    "Reduces tier by tier and checks again: by two tiers from tier 3 up; at tiers "
                        + "1 and 2 the whole position goes at the bankruptcy price.",
                    "Deleverages traders on the other side when the insurance fund has lost 30 % "
                        + "of its 8-hour peak.",
                ], source: "OKX help, liquidation in futures mode, secondary copy")
        }
    }
}
