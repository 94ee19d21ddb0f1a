/// The roles of our HTML (WAI-ARIA 1.2 and the graphics module, without abstract ones, and without those
/// that the elements of HTML say better), and where each may stand: ARIA in HTML.
struct Role: Sendable {
    let name: String
    /// The states and properties that not every element may carry.
    let states: NameSet
    let required: [Attribute]
    /// It stands in an element of one of these roles; anywhere when there are none.
    let contexts: [String]

    static let byName = Dictionary(uniqueKeysWithValues: rows.map { ($0.name, $0) })

    /// What only some roles have: without a role that has it, no element may carry it.
    static let states = NameSet(
        Attribute.allCases.map(\.number).filter { number in
            rows.contains { $0.states.contains(number) }
        })

    /// The roles that an element may be given; `nil`: any.
    static func allowed(on tag: Tag) -> Set<String>? { byTag[tag]?.names }

    /// What an element is without a role.
    static func implicit(of tag: Tag) -> Role? {
        byName[tag == .table ? "table" : byTag[tag]?.implicit ?? ""]
    }

    /// `checked!` must be there; `<row` names what it stands in.
    private static let rows: [Role] = """
        alert
        alertdialog modal
        application disabled errormessage expanded haspopup invalid
        article
        banner
        button disabled expanded haspopup pressed
        cell <row
        checkbox checked! disabled errormessage invalid
        columnheader disabled errormessage expanded haspopup invalid readonly required selected sort <row
        combobox disabled errormessage expanded! haspopup invalid readonly required
        complementary
        contentinfo
        definition
        dialog modal
        document
        feed
        figure
        form
        graphics-document
        graphics-object
        graphics-symbol
        grid colcount disabled readonly rowcount
        gridcell disabled errormessage expanded haspopup invalid readonly required selected <row
        group disabled
        heading level!
        img
        link disabled expanded haspopup
        list
        listbox disabled errormessage invalid required
        listitem level <list <group
        log
        main
        marquee
        math
        menu disabled
        menubar disabled
        menuitem disabled expanded haspopup <menu <menubar
        menuitemcheckbox checked! disabled haspopup <menu <menubar
        menuitemradio checked! disabled haspopup <menu <menubar
        navigation
        none
        note
        option checked disabled selected! <listbox
        presentation
        progressbar valuemax valuemin valuenow valuetext
        radio checked! disabled
        radiogroup disabled errormessage invalid required
        region
        row disabled expanded level selected <grid <rowgroup <table <treegrid
        rowgroup <grid <table <treegrid
        rowheader disabled errormessage expanded haspopup invalid readonly required selected sort <row
        search
        searchbox disabled errormessage haspopup invalid readonly required
        separator disabled
        slider disabled errormessage haspopup invalid valuemax! valuemin! valuenow! valuetext
        spinbutton disabled errormessage invalid required valuemax! valuemin! valuenow! valuetext
        status
        switch checked! disabled errormessage invalid
        tab disabled expanded haspopup selected <tablist
        table colcount rowcount
        tablist disabled
        tabpanel
        term
        textbox disabled errormessage haspopup invalid readonly required
        timer
        toolbar disabled
        tooltip
        tree disabled errormessage invalid required
        treegrid colcount disabled errormessage invalid readonly required rowcount
        treeitem checked disabled expanded haspopup level selected <tree <group
        """.split(separator: "\n").map { Role(row: $0) }

    private init(row: Substring) {
        let words = row.split(separator: " ")
        name = String(words.first ?? "")
        contexts = words.filter { $0.hasPrefix("<") }.map { String($0.dropFirst()) }
        let own = words.dropFirst().filter { !$0.hasPrefix("<") }
        let attribute = { (word: Substring) in Attribute.byName["aria-" + word.prefix { $0 != "!" }]
        }
        states = NameSet(own.compactMap(attribute))
        required = own.filter { $0.hasSuffix("!") }.compactMap(attribute)
    }

    /// Elements by what they are, and what else they may be; those that are not listed may be anything.
    private static let byTag: [Tag: (implicit: String, names: Set<String>)] = {
        let containers = "group none presentation"
        let lists = "group listbox menu menubar none presentation radiogroup tablist toolbar tree"
        let menuItems = "menuitem menuitemcheckbox menuitemradio option radio switch tab treeitem"
        let rows: [(tags: [Tag], implicit: String, roles: String)] = [
            (
                [
                    .html, .head, .title, .meta, .link, .script, .style, .caption, .colgroup, .col,
                    .dd,
                ]
                    + [
                        .datalist, .label, .legend, .optgroup, .option, .picture, .source,
                        .progress,
                    ]
                    + [.meter, .textarea, .select, .body, .summary, .dfn, .input, .img, .br, .wbr]
                    + [.figure, .fieldset, .hgroup, .address], "", ""
            ),
            ([.td], "cell", ""), ([.th], "columnheader", ""), ([.tr], "row", ""),
            ([.a], "link", "button checkbox " + menuItems),
            ([.button], "button", "checkbox link " + menuItems),
            ([.article], "article", "application document feed main none presentation region"),
            ([.aside], "complementary", "feed none note presentation region search"),
            ([.main], "main", ""), ([.details], "group", ""),
            ([.dl], "", "group list none presentation"), ([.dt], "", "listitem"),
            ([.header, .footer], "", containers), ([.figcaption], "", containers),
            ([.form], "form", "none presentation search"),
            ([.h1, .h2, .h3, .h4, .h5, .h6], "heading", "none presentation tab"),
            ([.hr], "separator", "none presentation"),
            (
                [.li], "listitem",
                "menuitem menuitemcheckbox menuitemradio none option presentation radio separator"
                    + " tab treeitem"
            ),
            ([.nav], "navigation", "menu menubar none presentation tablist"),
            ([.ol, .ul], "list", lists), ([.search], "search", "form region " + containers),
            (
                [.section], "region",
                "alert alertdialog application banner complementary contentinfo dialog document feed"
                    + " log main marquee none note presentation search status tabpanel region"
            ),
        ]
        return Dictionary(
            uniqueKeysWithValues: rows.flatMap { row in
                let roles = Set(row.roles.split(separator: " ").map(String.init))
                return row.tags.map { ($0, (implicit: row.implicit, names: roles)) }
            })
    }()
}
