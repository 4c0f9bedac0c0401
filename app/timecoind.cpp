// timecoind: the node without a window.
#include "app/application.h"
#include "app/exit_code.h"
#include "node/base/crypto.h"

#include <QCoreApplication>
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
    std::fprintf(stderr, "timecoind: %s\nTry --help.\n", why.toUtf8().constData());
    return timecoin::ExitCode::kUsage;
}

}  // namespace

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
    if (!options.ok()) return explain(options.error());
    timecoin::Application application(std::move(options).value());
    if (const auto code = application.start()) return *code;
    return QCoreApplication::exec();
}
