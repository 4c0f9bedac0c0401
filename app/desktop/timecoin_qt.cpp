// timecoin-qt: node, wallet and window in one program.
#include "app/desktop/desktop.h"
#include "app/exit_code.h"
#include "node/base/crypto.h"

#include <QApplication>
#include <QStandardPaths>

#include <cstdio>

namespace {

int explain(const timecoin::OptionsStop& stop) {
    if (const auto* answer = std::get_if<timecoin::OptionsAnswer>(&stop)) {
        std::fputs(answer->text.toUtf8().constData(), stdout);
        return timecoin::ExitCode::kOk;
    }
    const auto* usage = std::get_if<timecoin::UsageError>(&stop);
    const QString why =
        usage != nullptr ? usage->text : timecoin::describe(std::get<timecoin::FileError>(stop));
    std::fprintf(stderr, "timecoin-qt: %s\nTry --help.\n", why.toUtf8().constData());
    return timecoin::ExitCode::kUsage;
}

}  // namespace

int main(int argc, char* argv[]) {
    if (!timecoin::startCrypto()) {
        std::fputs("timecoin-qt: cryptography could not be started\n", stderr);
        return timecoin::ExitCode::kFatal;
    }
    // Before the window system is asked for: --help needs no display.
    QStringList arguments;
    for (int at = 0; at < argc; ++at) arguments.append(QString::fromLocal8Bit(argv[at]));
    const QString dataDir =
        QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/timecoin";
    auto options = timecoin::readDesktopOptions(arguments, dataDir);
    if (!options.ok()) return explain(options.error());

    const QApplication program(argc, argv);
    QApplication::setApplicationName(QStringLiteral("timecoin"));
    QApplication::setDesktopFileName(QStringLiteral("org.timecoin.TimeCoin"));
    timecoin::Desktop desktop(std::move(options).value());
    desktop.start();
    return QApplication::exec();
}
