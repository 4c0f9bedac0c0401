// timecoin-qt: node, wallet and window in one program.
#include "app/desktop/desktop.h"
#include "app/process/exit_code.h"
#include "node/base/crypto.h"

#include <QApplication>
#include <QStandardPaths>

#include <cstdio>

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
    if (!options.ok()) return timecoin::explainStop(options.error(), "timecoin-qt");

    const QApplication program(argc, argv);
    QApplication::setApplicationName(QStringLiteral("timecoin"));
    QApplication::setDesktopFileName(QStringLiteral("org.timecoin.TimeCoin"));
    timecoin::Desktop desktop(std::move(options).value());
    desktop.start();
    return QApplication::exec();
}
