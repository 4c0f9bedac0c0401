// timecoind: the node without a window.
#include "app/daemon/application.h"
#include "app/process/exit_code.h"
#include "node/base/crypto.h"

#include <QCoreApplication>
#include <QStandardPaths>

#include <cstdio>

int main(int argc, char* argv[]) {
    const QCoreApplication program(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("timecoin"));
    if (!timecoin::startCrypto()) {
        std::fputs("timecoind: cryptography could not be started\n", stderr);
        return timecoin::ExitCode::kFatal;
    }
    const QString dataDir =
        QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/timecoin";
    auto options = timecoin::readOptions(QCoreApplication::arguments(), dataDir);
    if (!options.ok()) return timecoin::explainStop(options.error(), "timecoind");
    timecoin::Application application(std::move(options).value());
    if (const auto code = application.start()) return *code;
    return QCoreApplication::exec();
}
