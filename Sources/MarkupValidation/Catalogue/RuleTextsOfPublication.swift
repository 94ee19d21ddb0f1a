extension RuleID {
    var privacyTexts: (String, String, String) {
        switch self {
        case .mailAddressShown:
            (
                "Public files show no mail address but the publisher's own.",
                "Addresses are collected from pages, and a reader's address is personal.",
                "Remove it; the address that may show is contact in site.yml."
            )
        case .walletShown:
            (
                "Public files show no wallet address.",
                "It tells everybody what its owner has and does.",
                "Remove it, or show its first four characters."
            )
        case .keyShown:
            (
                "Public files hold no key and no token.",
                "Whoever reads it can use it.",
                "Remove it, and have it revoked: it must be taken for known."
            )
        case .accountShown:
            (
                "Public files name no real account and no private report.",
                "The name of a report is what keeps it private.",
                "Find what put it there; accounts belong in reports alone."
            )
        case .balanceShown:
            (
                "Public files show what an account has only if it is fictional and says so.",
                "Balances tell thieves whom to look for, and a venue whom to squeeze.",
                "Keep real accounts in reports; mark made-up ones data-account=\"fictional\", or "
                    + "\"fictional\": true in data."
            )
        case .externalRequest:
            (
                "A private report loads nothing.",
                "A request tells a server that the report is read, when and where.",
                "Put the style into the report's own style element and pictures into svg."
            )
        default:
            (
                "Public files can be read by all and written by their owner alone; private ones are "
                    + "their owner's.",
                "A page that the server may not read is an error page; a report that others may is a "
                    + "leak.",
                "chmod 0644 public files, 0600 private ones; folders 0755 and 0700."
            )
        }
    }

    var publicationTexts: (String, String, String) {
        switch self {
        case .dataSyntax:
            (
                "Files named .json are JSON.", "Programs that read them stop.",
                "Mend the file at the place given."
            )
        case .priceWithoutSource:
            (
                "A price in a data file stands with an instant and a source, or within them.",
                "A price without time and source cannot be checked, and is taken for a live one.",
                "Add asOf and source to the object or to the one around it."
            )
        case .totalDiffers:
            (
                "A cell with data-total is the sum of the figures above it in its column.",
                "A reader who adds the column up finds another sum, and trusts no figure any more.",
                "Correct the total, or show what rounding takes in a row of its own above it."
            )
        case .priceNotPlaced:
            (
                "A price, <data data-asset value>, stands in an element with data-source that shows an "
                    + "instant, and shows its value rounded once.",
                "A price without time and source cannot be checked, and is taken for a live one.",
                "Put data-source and a time with its hour on the table, list or paragraph around it."
            )
        case .heavyPage:
            (
                "Pages keep to their budget of bytes.", "Readers on slow lines leave.",
                "Split the page, or raise check: kilobytes: page in site.yml."
            )
        case .heavyAsset:
            (
                "Style sheets, scripts and pictures keep to their budget of bytes.",
                "Every page waits for them.",
                "Make it smaller, or raise check: kilobytes: asset in site.yml."
            )
        case .heavyShard:
            (
                "Data files and feeds keep to their budget of bytes.",
                "Programs fetch them again and again.",
                "Split the file, or raise check: kilobytes: shard in site.yml."
            )
        default:
            (
                "Only texts are public whose rights allow it.",
                "Publishing somebody's text without permission is against the law.",
                "Set rights to own or licensed when that is so; take the page down otherwise."
            )
        }
    }
}
