/// Character references of Markdown source (`&copy;`, `&#169;`, `&#xA9;`), decoded because a page
/// keeps only the four that XML knows by itself.
enum CharacterReference {
    /// The characters that a reference stands for; `nil` for a name that is not known.
    ///
    /// A number that names no character that a page may hold gives U+FFFD, as CommonMark asks for
    /// zero.
    static func decode(_ reference: some Collection<UInt8>) -> [UInt8]? {
        let body = String(decoding: reference.dropFirst().dropLast(), as: UTF8.self)
        if body.hasPrefix("#") {
            let digits = body.dropFirst()
            let isHex = digits.first == "x" || digits.first == "X"
            let value = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return utf8(of: value ?? 0)
        }
        return codes[body].map(utf8)
    }

    private static func utf8(of code: UInt32) -> [UInt8] {
        guard SourceText.isAllowed(code), let scalar = Unicode.Scalar(code) else {
            return [0xEF, 0xBF, 0xBD]
        }
        return Array(String(Character(scalar)).utf8)
    }

    /// The names of HTML 4: what authors write by hand. Rarer names are written as numbers.
    private static let codes: [String: UInt32] = {
        var codes: [String: UInt32] = ["amp": 38, "lt": 60, "gt": 62, "quot": 34, "apos": 39]
        for (offset, name) in latin1.split(separator: " ").enumerated() {
            codes[String(name)] = 160 + UInt32(offset)
        }
        for entry in others.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            let parts = entry.split(separator: "=")
            codes[String(parts[0])] = UInt32(parts[1], radix: 16)
        }
        return codes
    }()

    /// U+00A0 to U+00FF, in order.
    private static let latin1 =
        "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg "
        + "plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 "
        + "iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml "
        + "Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave "
        + "Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil "
        + "egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde "
        + "ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml"

    private static let others = """
        OElig=152 oelig=153 Scaron=160 scaron=161 Yuml=178 fnof=192 circ=2C6 tilde=2DC Alpha=391
        Beta=392 Gamma=393 Delta=394 Epsilon=395 Zeta=396 Eta=397 Theta=398 Iota=399 Kappa=39A
        Lambda=39B Mu=39C Nu=39D Xi=39E Omicron=39F Pi=3A0 Rho=3A1 Sigma=3A3 Tau=3A4 Upsilon=3A5
        Phi=3A6 Chi=3A7 Psi=3A8 Omega=3A9 alpha=3B1 beta=3B2 gamma=3B3 delta=3B4 epsilon=3B5
        zeta=3B6 eta=3B7 theta=3B8 iota=3B9 kappa=3BA lambda=3BB mu=3BC nu=3BD xi=3BE omicron=3BF
        pi=3C0 rho=3C1 sigmaf=3C2 sigma=3C3 tau=3C4 upsilon=3C5 phi=3C6 chi=3C7 psi=3C8 omega=3C9
        ensp=2002 emsp=2003 thinsp=2009 zwnj=200C zwj=200D lrm=200E rlm=200F ndash=2013 mdash=2014
        lsquo=2018 rsquo=2019 sbquo=201A ldquo=201C rdquo=201D bdquo=201E dagger=2020 Dagger=2021
        bull=2022 hellip=2026 permil=2030 prime=2032 Prime=2033 lsaquo=2039 rsaquo=203A euro=20AC
        trade=2122 larr=2190 uarr=2191 rarr=2192 darr=2193 harr=2194 lArr=21D0 rArr=21D2 hArr=21D4
        forall=2200 part=2202 exist=2203 empty=2205 nabla=2207 isin=2208 notin=2209 ni=220B
        prod=220F sum=2211 minus=2212 lowast=2217 radic=221A prop=221D infin=221E ang=2220 and=2227
        or=2228 cap=2229 cup=222A int=222B there4=2234 sim=223C cong=2245 asymp=2248 ne=2260
        equiv=2261 le=2264 ge=2265 sub=2282 sup=2283 nsub=2284 sube=2286 supe=2287 oplus=2295
        otimes=2297 perp=22A5 sdot=22C5 lceil=2308 rceil=2309 lfloor=230A rfloor=230B loz=25CA
        """
}
