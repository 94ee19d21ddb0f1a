extension RuleID {
    var linkTexts: (String, String, String) {
        switch self {
        case .brokenLink:
            (
                "Links within the site lead to a file of the site.",
                "Readers land on an error page.", "Correct the address, or add the page."
            )
        case .brokenFragment:
            (
                "The part after # is an id of the page that the link leads to.",
                "Readers land at the top of a long page.",
                "Correct the id, or add it to the section."
            )
        case .linkCase:
            (
                "Addresses are written in the case of the file.",
                "The link works on a Mac and breaks on the server.",
                "Write it as the file is named."
            )
        case .missingSlash:
            (
                "A link to a folder ends with a slash.",
                "Without it each visit costs a redirect, and some servers give none.",
                "Add the slash."
            )
        case .outsideSite:
            (
                "Relative links stay inside the site.",
                "The address leads above the site's root.", "Remove the surplus ../ ."
            )
        case .unknownSiteAddress:
            (
                "Addresses of the site in feeds, sitemaps and canonical links lead to its files.",
                "Readers and search engines are sent to pages that do not exist.",
                "Correct the address, or add the page."
            )
        case .unsafeScheme:
            (
                "Addresses use https, http or mailto, or are relative.",
                "javascript: and data: run code in the reader's name.", "Use an https address."
            )
        case .orphan:
            (
                "A page that may be indexed is linked to from another page.",
                "Readers never find it, and search engines believe it to be unimportant.",
                "Link to it where it belongs, or mark it noindex."
            )
        case .redirected:
            (
                "Links lead to pages, not to redirects, and a redirect leads to a page.",
                "Every hop costs the reader time, and long chains are given up.",
                "Write the address that the redirect leads to."
            )
        case .badRedirect:
            (
                "A line of _redirects leads from an address without a page to a page, at once.",
                "A chain costs a request a link, a circle never ends, and a redirect hides its page.",
                "Lead to the last address of the chain, or remove the line."
            )
        default:
            (
                "Addresses are not empty and hold no spaces, control characters, quotes or backslashes.",
                "Browsers repair them, each in its own way.", "Percent-encode the character."
            )
        }
    }

    var accessibilityTexts: (String, String, String) {
        switch self {
        case .oneTopHeading:
            (
                "A page has one h1.", "It tells readers and search engines what the page is.",
                "Keep one h1 and make the others h2."
            )
        case .headingOrder:
            (
                "Heading levels go down one step at a time.",
                "Readers who jump by headings believe they missed a section.",
                "Use the next level, and style it as you like."
            )
        case .imageText:
            (
                "Images have alt.", "Without it the file's name is read aloud.",
                "Describe the image, or write alt=\"\" when it only decorates."
            )
        case .pageLanguage:
            (
                "The html element has lang.", "Pronunciation and hyphenation depend on it.",
                "Add lang=\"en\" or the page's language."
            )
        case .controlLabel:
            (
                "Form controls have a label.", "Nobody knows what to enter.",
                "Add a label with for, or aria-label."
            )
        case .headerScope:
            (
                "Table headers have scope.", "Cells are read without their header.",
                "Add scope=\"col\" or scope=\"row\"."
            )
        case .emptyLink:
            ("Links have text.", "A link without a name is announced by its address.", "Add text.")
        case .emptyButton:
            ("Buttons have text.", "Nobody knows what it does.", "Add text or aria-label.")
        case .emptyHeading:
            ("Headings have text.", "Readers who jump by headings hear nothing.", "Add text.")
        case .unnamedGraphic:
            (
                "An inline svg is named or hidden.", "Its parts are read aloud without a meaning.",
                "Add role=\"img\" with aria-label or title, or aria-hidden=\"true\"."
            )
        case .unnamedNavigation:
            (
                "Where a page has several nav elements, each is named.",
                "Readers cannot tell them apart.", "Add aria-label or aria-labelledby."
            )
        case .oneMain:
            (
                "A page has one main.", "Readers skip to it past the navigation.",
                "Put the page's content into one main."
            )
        case .unnamedTable:
            (
                "Tables have a caption or a label.", "Readers who jump by tables hear nothing.",
                "Add a caption, or aria-label."
            )
        case .graphicWithoutViewBox:
            (
                "An SVG file, or an svg with role=\"img\", has a viewBox.",
                "Without it a graphic is cut off instead of made smaller.",
                "Add viewBox=\"0 0 width height\"."
            )
        case .untitledGraphicFile:
            (
                "An SVG file has a title.", "Opened on its own, it has no name.",
                "Add <title> as the first child of svg."
            )
        case .lowContrast:
            (
                "Pairs of colours that a style sheet declares with --contrast-… keep their ratio.",
                "Text that is too faint cannot be read by many, and by nobody in the sun.",
                "Make the darker colour darker or the lighter one lighter; 4.5 is WCAG's AA for text."
            )
        default:
            (
                "tabindex is 0 or -1.", "Other numbers tear the order of the page apart.",
                "Write 0, and put the element where it belongs."
            )
        }
    }

    var searchTexts: (String, String, String) {
        switch self {
        case .title:
            (
                "A page has one title with text.", "It is what results, tabs and bookmarks show.",
                "Add one title to the head."
            )
        case .summary:
            (
                "A public page has one meta description with text.",
                "Results and shared links show it.",
                "Add <meta name=\"description\" content=\"…\"/>."
            )
        case .canonical:
            (
                "A page has at most one canonical link, and it is an absolute https or http address.",
                "Search engines ignore contradictory or relative ones.", "Keep one, absolute."
            )
        case .structuredData:
            (
                "JSON-LD is JSON and holds no < or &.",
                "Search engines drop the block; a < could end it early.",
                "Write \\u003c and \\u0026, and mend the JSON at the place given."
            )
        case .privateIndexed:
            (
                "A private report asks not to be indexed.", "It shows an account's positions.",
                "Add <meta name=\"robots\" content=\"noindex\"/>."
            )
        case .duplicateTitle:
            (
                "Titles differ from page to page.", "Results and tabs cannot be told apart.",
                "Say in the title what is particular to the page."
            )
        case .feedGrammar:
            (
                "Feeds and sitemaps have the elements and values of their formats, in our order.",
                "Readers drop entries or the whole feed.", "Add or correct the element named."
            )
        case .structuredFields:
            (
                "JSON-LD has the fields that its type needs.",
                "Search engines show nothing of an incomplete block.",
                "Add the field that the message names."
            )
        case .structuredDiffers:
            (
                "JSON-LD says what the page shows: headline, date, questions, answers, steps, crumbs.",
                "Search engines punish sites that tell them other things than their readers.",
                "Write the same text in both, from one value."
            )
        case .duplicateSummary:
            (
                "Descriptions differ from page to page.", "Results cannot be told apart.",
                "Say in the description what is particular to the page."
            )
        case .headLength:
            (
                "Titles have at most 90 characters, descriptions 25 to 320.",
                "Results cut the rest off, and a very short one says nothing.",
                "Shorten it, or say more."
            )
        default:
            (
                "The sitemap lists every page that may be indexed.",
                "Search engines find it late or never.", "Add the page, or mark it noindex."
            )
        }
    }
}
