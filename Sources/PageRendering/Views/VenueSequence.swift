import MarginModel

/// What each venue does with an account at its trigger, in its order.
enum VenueSequence {
    static func steps(at venue: Venue, _ mode: MarginMode) -> [String] {
        switch (venue, mode) {
        case (.binance, _):
            [
                "Cancels all open orders.",
                "Sends one large immediate-or-cancel order that brings the account back above its "
                    + "requirement; small accounts are nearly always closed whole.",
                "Closes what is still short of its requirement at the bankruptcy price, against "
                    + "the insurance fund, and charges a clearance fee on what it liquidated.",
                "Deleverages the other side automatically where the fund cannot pay.",
            ]
        case (.bybit, .cross):
            [
                "Cancels the orders that add risk.",
                "Repays what is borrowed from the other balances.",
                "Reduces positions in steps until the maintenance rate is under 100%.",
                "Deleverages the other side automatically when the insurance pool falls too far.",
            ]
        case (.bybit, .isolated):
            [
                "Cancels the position's orders.",
                "Sells down to the next lower maintenance tier.",
                "Takes over the rest at the bankruptcy price.",
                "Deleverages the other side automatically when the insurance pool falls too far.",
            ]
        case (.okx, _):
            [
                "Cancels open orders.",
                "Offsets opposite positions of one contract against each other.",
                "Reduces the position tier by tier and checks again: by two tiers from tier 3 up, "
                    + "whole at tiers 1 and 2, at the bankruptcy price.",
                "Deleverages the other side automatically when the insurance fund falls too far.",
            ]
        }
    }
}
