public import ArgumentParser
import ContentIngest
import MarginModel

/// What a venue's responses do not say of the account that they are put together to.
struct PayloadOptions: ParsableArguments {
    @Option(help: "The venue that the files are from: binance, bybit or okx. Most files show it.")
    var venue: Venue?

    @Option(help: "The account's id; VENUE-account unless given.")
    var id: String?

    @Option(help: "When the files were fetched, as an instant with zone.")
    var asOf: Instant?

    @Option(
        help: "The account's mode, where no file says it: single-asset, cross, futures and so on.")
    var accountMode: AccountMode?

    var isEmpty: Bool { venue == nil && id == nil && asOf == nil && accountMode == nil }

    var options: PayloadReader.Options {
        PayloadReader.Options(venue: venue, id: id, asOf: asOf, accountMode: accountMode)
    }
}

extension Venue: ExpressibleByArgument {}
extension AccountMode: ExpressibleByArgument {}
