#include "app/desktop/desktop_options.h"

#include <QFileInfo>

namespace timecoin {
namespace {

constexpr auto kUriHelp = "\nA timecoin: link may be given: it is opened in the window that runs "
                          "already, or in\na new one. --demo and --control are timecoind's.\n";

bool isUri(const QString& text) {
    return text.startsWith(QStringLiteral("timecoin:"), Qt::CaseInsensitive);
}

}  // namespace

QString DesktopOptions::networkName() const {
    const QString name = QFileInfo(node.network).completeBaseName();
    return name.isEmpty() ? QStringLiteral("network") : name;
}

QString DesktopOptions::folder() const {
    return node.dataDir + QLatin1Char('/') + networkName();
}

Result<DesktopOptions, OptionsStop> readDesktopOptions(QStringList arguments,
                                                       const QString& defaultDataDir) {
    DesktopOptions options;
    for (qsizetype at = 1; at < arguments.size(); ++at) {
        if (!isUri(arguments[at])) continue;
        options.uri = arguments.takeAt(at);
        break;
    }
    if (options.uri.size() > kMaxUri)
        return fail(OptionsStop(UsageError{QStringLiteral("the timecoin: link is too long")}));
    auto node = readOptions(arguments, defaultDataDir);
    if (!node.ok()) {
        OptionsStop stop = node.error();
        if (auto* const answer = std::get_if<OptionsAnswer>(&stop);
            answer != nullptr && arguments.contains(QStringLiteral("--help")))
            answer->text += QString::fromLatin1(kUriHelp);
        return fail(std::move(stop));
    }
    options.node = std::move(node).value();
    if (options.node.demo || options.node.control)
        return fail(
            OptionsStop(UsageError{QStringLiteral("--demo and --control are timecoind's")}));
    return options;
}

}  // namespace timecoin
