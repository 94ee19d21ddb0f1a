package import MarginModel

/// A service that runs `nightly` with as few rights as it needs, and the timer that starts it.
package struct SystemdUnits: Sendable {
    /// Full paths.
    let program: String
    let site: String
    let user: String
    /// `04:30`
    let time: String
    let settings: SiteSettings

    /// Of every night, those on which clocks change included: hardly anywhere do they after three.
    package static let defaultTime = "04:30"

    /// Refuses what a unit file would read as something else than a path, a user and a time.
    package init(
        program: String, site: String, user: String, time: String, settings: SiteSettings
    ) throws(Diagnostic) {
        for path in [program, site] where !path.hasPrefix("/") || !Self.isPlain(path) {
            throw .notPlain(path)
        }
        for word in [user, time] where word.isEmpty || !Self.isPlain(word) || word.contains("/") {
            throw .notPlain(word)
        }
        self.program = program
        self.site = site
        self.user = user
        self.time = time
        self.settings = settings
    }

    /// Writes `systemd/marginalia.service` and `.timer` into the site's folder.
    package func write() throws(Diagnostic) -> [String] {
        let writer = ContentWriter(root: site, replacesExisting: true)
        let files = [
            ("systemd/marginalia.service", try service), ("systemd/marginalia.timer", timer),
            ("systemd/marginalia-failure.service", failure),
        ]
        for (path, text) in files { _ = try writer.write(Array(text.utf8), to: path) }
        return files.map { SiteFolders.join(site, $0.0) }
    }

    var timer: String {
        """
        [Unit]
        Description=Build and publish the site in \(site) every night

        [Timer]
        OnCalendar=*-*-* \(time):00
        RandomizedDelaySec=5min
        # A night that the machine slept through is made up for.
        Persistent=true

        [Install]
        WantedBy=timers.target

        """
    }

    /// Started when a night fails.
    var failure: String {
        """
        [Unit]
        Description=Tell that the nightly run of the site in \(site) failed

        [Service]
        Type=oneshot
        # Put what tells you here: a mail, a pager.
        ExecStart=/usr/bin/logger -p daemon.err -t marginalia "The nightly run failed: journalctl -u marginalia"
        User=\(user)
        LimitCORE=0

        """
    }

    var service: String {
        get throws(Diagnostic) {
            """
            [Unit]
            Description=Build and publish the site in \(site)
            ConditionPathIsDirectory=\(site)/Content
            OnFailure=marginalia-failure.service

            [Service]
            Type=oneshot
            User=\(user)
            WorkingDirectory=\(site)
            ExecStart=\(program) nightly -C \(site)
            # 9: published, with something to look at, or held; the journal says what.
            SuccessExitStatus=9
            # Neither a backtrace nor a core file of a crash may show what accounts hold.
            Environment=SWIFT_BACKTRACE=enable=no
            LimitCORE=0
            TimeoutStartSec=30min
            Nice=10

            # It writes its releases, its key, and what site.yml names; nothing else.
            ProtectSystem=strict
            ReadWritePaths=\(try writable.joined(separator: " "))
            ReadOnlyPaths=\(site)/Content \(site)/Templates
            UMask=0022
            ProtectHome=read-only
            PrivateTmp=yes
            PrivateDevices=yes
            \(network)
            NoNewPrivileges=yes
            CapabilityBoundingSet=
            AmbientCapabilities=
            RestrictSUIDSGID=yes
            RestrictNamespaces=yes
            RestrictRealtime=yes
            LockPersonality=yes
            MemoryDenyWriteExecute=yes
            ProtectClock=yes
            ProtectControlGroups=yes
            ProtectHostname=yes
            ProtectKernelLogs=yes
            ProtectKernelModules=yes
            ProtectKernelTunables=yes
            ProtectProc=invisible
            SystemCallArchitectures=native
            SystemCallFilter=@system-service
            MemoryMax=1G

            """
        }
    }

    /// A run itself needs no network; a command that sends alerts may.
    private var network: String {
        settings.nightly.alerts.command.isEmpty
            ? "# A run needs no network.\nPrivateNetwork=yes\nRestrictAddressFamilies=none"
            : "# For the alert command; a run itself needs no network.\n"
                + "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6"
    }

    /// The site's folder, and the folders of files that the settings put elsewhere.
    private var writable: [String] {
        get throws(Diagnostic) {
            let named = [
                settings.keyFile, settings.nightly.alerts.file, settings.nightly.metricsFile,
            ].compactMap { $0 }
            var paths = [site]
            for path in named {
                let full = SiteFolders(root: site).resolve(path)
                guard Self.isPlain(full) else { throw .notPlain(full) }
                let folder = full.lastIndex(of: "/").map { String(full[..<$0]) } ?? site
                if !paths.contains(folder) { paths.append(folder) }
            }
            return paths
        }
    }

    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "/._-+@:".utf8.contains(byte)
            }
        }
    }
}

extension Diagnostic {
    fileprivate static func notPlain(_ text: String) -> Diagnostic {
        Diagnostic(
            id: "unit-text", at: SourceLocation(file: text),
            message: "'\(text)' cannot stand in a unit file",
            hint: "Use full paths, and letters, digits and ._-+@: only.")
    }
}
