public import ArgumentParser
import Glibc
import MarginModel
import SitePipeline

/// How messages look. Every verb has these.
struct MessageOptions: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Leave out summaries and progress; errors and warnings stay.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Print notices as well; plan adds its audit.")
    var verbose = false

    @Option(help: "How diagnostics are printed: text or json, one object a line.")
    var logFormat: Console.LogFormat = .text

    @Option(help: "Colour: auto (a terminal, and NO_COLOR is not set), always or never.")
    var color: Console.ColorMode = .auto

    var console: Console {
        Console(isQuiet: quiet, isVerbose: verbose, logFormat: logFormat, color: color)
    }
}

extension Console.LogFormat: ExpressibleByArgument {}
extension Console.ColorMode: ExpressibleByArgument {}

/// Which site a verb works on.
struct FolderOptions: ParsableArguments {
    @Option(name: .customShort("C"), help: "The site's folder.")
    var directory = "."

    @Option(help: "The configuration file; Content/site.yml in the site's folder unless given.")
    var config: String?

    var folders: SiteFolders {
        SiteFolders(root: directory, settings: config, defaultTemplates: defaultTemplates)
    }

    /// The templates that came with the program. Without them a site needs all of its own.
    private var defaultTemplates: String? {
        (try? Installation.site).map { $0 + "/Templates" }
    }
}

/// The instant that everything is measured against.
struct ClockOptions: ParsableArguments {
    @Option(help: "The clock, as an instant with zone: 2026-02-01T16:30:00Z.")
    var clock: Instant?

    /// `--clock`, else `SOURCE_DATE_EPOCH`, else the clock that the site pins, else the system's.
    ///
    /// - Parameter start: Stands for the system's clock in a run that builds again and again.
    func instant(pinned: Instant? = nil, start: Instant? = nil) -> Instant {
        given ?? pinned ?? start ?? SystemClock.now
    }

    /// What goes before the site's settings.
    var given: Instant? { clock ?? Self.sourceDate }

    func validate() throws {
        guard clock == nil, let text = Self.sourceDateText, Self.sourceDate == nil else { return }
        throw ValidationError(
            "SOURCE_DATE_EPOCH is '\(text.filter { $0.isASCII && $0 >= " " }.prefix(40))', which is no "
                + "time in seconds since 1970; unset it, or write one before the year 10000")
    }

    private static var sourceDateText: String? {
        getenv("SOURCE_DATE_EPOCH").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    private static var sourceDate: Instant? {
        guard let seconds = sourceDateText.flatMap({ Int64($0) }), seconds >= 0 else { return nil }
        let instant = Instant(secondsSinceEpoch: seconds)
        return instant.isWritable ? instant : nil
    }
}

extension Instant: ExpressibleByArgument {
    package init?(argument: String) {
        guard let instant = try? Instant(parsing: argument) else { return nil }
        self = instant
    }
}

/// How much of the machine a verb uses.
struct WorkOptions: ParsableArguments {
    @Option(help: "How many workers run at once; the number of cores unless given.")
    var jobs: Int?

    mutating func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs takes a number from 1 up") }
    }

    var queue: WorkQueue { Self.queue(jobs) }

    static func queue(_ jobs: Int?) -> WorkQueue {
        WorkQueue(workers: jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }
}
