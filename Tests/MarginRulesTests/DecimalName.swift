import MarginModel

/// Foundation has a `Decimal` too; in these tests the name means ours.
typealias Decimal = MarginModel.Decimal
