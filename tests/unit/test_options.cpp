// How a node is configured: command line, timecoin.toml, key files.
#include "app/process/options.h"

#include "app/files/key_file.h"
#include "app/files/whole_file.h"
#include "app/texts/file_text.h"
#include "tests/support/file_content.h"
#include "tests/support/fixtures.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace timecoin;

namespace {

Result<NodeOptions, OptionsStop> options(const QStringList& arguments) {
    return readOptions(QStringList{QStringLiteral("timecoind")} + arguments,
                       QStringLiteral("/nowhere/default"));
}

template <class T>
T stopOf(const Result<NodeOptions, OptionsStop>& result) {
    if (result.ok() || !std::holds_alternative<T>(result.error())) return {};
    return std::get<T>(result.error());
}

QString checkpointText(std::uint32_t height) {
    return QString::fromStdString(formatCheckpoint(height, testHash(height)));
}

class Folder {
public:
    QString path(const QString& name = {}) const { return m_dir.filePath(name); }
    void write(const QString& name, const QByteArray& text) const {
        if (!writeContent(path(name), text)) qFatal("cannot write a test's file");
    }
    Result<NodeOptions, OptionsStop> options(const QStringList& more = {}) const {
        return ::options(QStringList{QStringLiteral("--datadir"), m_dir.path()} + more);
    }

private:
    QTemporaryDir m_dir;
};

}  // namespace

class TestOptions : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void defaults();
    void commandLine();
    void badCommandLine_data();
    void badCommandLine();
    void helpAndVersion();
    void configFile();
    void commandLineGoesFirst();
    void badConfig_data();
    void badConfig();
    void defaultFileExplainsEverything();
    void writtenFileIsRead();
    void keyFiles();
    void openKeyFilesAreRefused();
    void badKeyFiles_data();
    void badKeyFiles();
};

void TestOptions::defaults() {
    const auto read = options({});
    QVERIFY(read);
    QCOMPARE(read->network, QStringLiteral("sandbox"));
    QCOMPARE(read->dataDir, QStringLiteral("/nowhere/default"));
    QVERIFY(read->listen);
    QVERIFY(!read->listenPort);
    QVERIFY(read->connect.empty());
    QVERIFY(read->operatorKeyFile.isEmpty());
    QVERIFY(read->logLevel == LogLevel::Info);
    QVERIFY(read->checkpoints.empty());
    QCOMPARE(read->pruneDepth, std::uint64_t{0});
    QCOMPARE(read->cacheMiB, 0U);
}

void TestOptions::commandLine() {
    const auto read = options({"--datadir",
                               "/nowhere/d",
                               "--network",
                               "net/x.toml",
                               "--host",
                               "::1",
                               "--port",
                               "0",
                               "--connect",
                               "a.example:1",
                               "--connect=[::1]:65535",
                               "--operator-key",
                               "k",
                               "--log-level",
                               "debug",
                               "--no-listen",
                               "--prune",
                               "100",
                               "--cache-mb",
                               "512",
                               "--checkpoint",
                               checkpointText(7),
                               "--checkpoint",
                               checkpointText(9)});
    QVERIFY(read);
    QCOMPARE(read->dataDir, QStringLiteral("/nowhere/d"));
    QCOMPARE(read->network, QDir::current().absoluteFilePath(QStringLiteral("net/x.toml")));
    QCOMPARE(read->listenHost, QStringLiteral("::1"));
    QVERIFY(read->listenPort == std::uint16_t{0});
    QVERIFY((read->connect == std::vector<QString>{"a.example:1", "[::1]:65535"}));
    QCOMPARE(read->operatorKeyFile, QDir::current().absoluteFilePath(QStringLiteral("k")));
    QVERIFY(read->logLevel == LogLevel::Debug);
    QVERIFY(!read->listen);
    QCOMPARE(read->pruneDepth, std::uint64_t{100});
    QCOMPARE(read->cacheMiB, 512U);
    // Given by a person at this start: R-CHK-4.
    QVERIFY((read->checkpoints ==
             std::vector<Checkpoint>{{7, testHash(7), true}, {9, testHash(9), true}}));
    QCOMPARE(options({"--network", "testnet"})->network, QStringLiteral("testnet"));
}

void TestOptions::badCommandLine_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("named");
    QTest::newRow("unknown") << QStringList{"--colour"} << "colour";
    QTest::newRow("left over") << QStringList{"start"} << "start";
    QTest::newRow("no value") << QStringList{"--port"} << "port";
    QTest::newRow("port") << QStringList{"--port", "65536"} << "--port";
    QTest::newRow("negative port") << QStringList{"--port=-1"} << "--port";
    QTest::newRow("host") << QStringList{"--host", "localhost"} << "--host";
    QTest::newRow("connect") << QStringList{"--connect", "10.0.0.1"} << "10.0.0.1";
    QTest::newRow("connect port") << QStringList{"--connect", "10.0.0.1:0"} << "10.0.0.1:0";
    QTest::newRow("bare v6") << QStringList{"--connect", "::1:24000"} << "::1:24000";
    QTest::newRow("prune") << QStringList{"--prune", "99"} << "--prune";
    QTest::newRow("prune words") << QStringList{"--prune", "all"} << "--prune";
    QTest::newRow("cache") << QStringList{"--cache-mb", "513"} << "--cache-mb";
    QTest::newRow("negative cache") << QStringList{"--cache-mb=-1"} << "--cache-mb";
    QTest::newRow("checkpoint") << QStringList{"--checkpoint", "7"} << "--checkpoint";
    QTest::newRow("checkpoint hash") << QStringList{"--checkpoint", "7:ab"} << "7:ab";
    QTest::newRow("level") << QStringList{"--log-level", "loud"} << "--log-level";
}

void TestOptions::badCommandLine() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, named);
    const auto stop = stopOf<UsageError>(options(arguments));
    QVERIFY2(stop.text.contains(named), qPrintable(stop.text));
}

void TestOptions::helpAndVersion() {
    const QString help = stopOf<OptionsAnswer>(options({"--help"})).text;
    for (const char* name :
         {"datadir", "network", "host", "port", "no-listen", "connect", "operator-key", "log-level",
          "checkpoint", "prune", "cache-mb", "help", "version"})
        QVERIFY2(help.contains(QStringLiteral("--") + QLatin1String(name)), name);
    QVERIFY(stopOf<OptionsAnswer>(options({"--version"})).text.startsWith("TimeCoin "));
}

void TestOptions::configFile() {
    const Folder folder;
    folder.write("timecoin.toml", "network = \"../net.toml\"\n"
                                  "log_level = \"warning\"\n"
                                  "prune = 2016\n"
                                  "cache_mb = 64\n"
                                  "checkpoints = [\"" +
                                      checkpointText(7).toUtf8() +
                                      "\"]\n"
                                      "[p2p]\n"
                                      "listen = false\n"
                                      "host = \"127.0.0.1\"\n"
                                      "port = 24105\n"
                                      "connect = [\"127.0.0.1:24106\", \"seed.example:24100\"]\n"
                                      "[masternode]\n"
                                      "operator_key = \"operator.key\"\n");
    const auto read = folder.options();
    QVERIFY(read);
    // Paths as seen from the file, wherever the program is started.
    QCOMPARE(read->network, QDir::cleanPath(folder.path("../net.toml")));
    QCOMPARE(read->operatorKeyFile, folder.path("operator.key"));
    QVERIFY(!read->listen);
    QCOMPARE(read->listenHost, QStringLiteral("127.0.0.1"));
    QVERIFY(read->listenPort == std::uint16_t{24'105});
    QCOMPARE(read->connect.size(), 2U);
    QVERIFY(read->logLevel == LogLevel::Warning);
    QCOMPARE(read->pruneDepth, std::uint64_t{2'016});
    QCOMPARE(read->cacheMiB, 64U);
    QVERIFY((read->checkpoints == std::vector<Checkpoint>{{7, testHash(7), false}}));
    const auto more = folder.options({"--checkpoint", checkpointText(8), "--prune", "0"});
    QCOMPARE(more->checkpoints.size(), 2U);  // beside those of the file
    QCOMPARE(more->pruneDepth, std::uint64_t{0});
}

void TestOptions::commandLineGoesFirst() {
    const Folder folder;
    folder.write("timecoin.toml", "network = \"testnet\"\n[p2p]\nport = 1\n"
                                  "connect = [\"127.0.0.1:1\"]\n");
    const auto read = folder.options({"--port", "2", "--connect", "127.0.0.1:2"});
    QVERIFY(read->listenPort == std::uint16_t{2});
    QCOMPARE(read->network, QStringLiteral("testnet"));
    QVERIFY((read->connect == std::vector<QString>{"127.0.0.1:1", "127.0.0.1:2"}));  // both
}

void TestOptions::badConfig_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("line");
    const auto row = [](const char* name, const char* text, FileCode code, int line) {
        QTest::newRow(name) << QByteArray(text) << static_cast<int>(code) << line;
    };
    row("unknown", "\nnetwrok = \"testnet\"\n", FileCode::UnknownKey, 2);
    row("unknown in a section", "[p2p]\nlisten = true\nhosts = \"::\"\n", FileCode::UnknownKey, 3);
    row("unknown section", "[p2p]\n\n[rpcs]\nport = 1\n", FileCode::UnknownKey, 3);
    row("type", "[p2p]\nport = \"24105\"\n", FileCode::WrongType, 2);
    row("bound", "[p2p]\nport = 65536\n", FileCode::BadValue, 2);
    row("host", "[p2p]\nhost = \"localhost\"\n", FileCode::BadValue, 2);
    row("peer", "[p2p]\n\nconnect = [\"a:1\", \"b\"]\n", FileCode::BadValue, 3);
    row("peers", "[p2p]\nconnect = \"a:1\"\n", FileCode::WrongType, 2);
    row("peer type", "[p2p]\nconnect = [1]\n", FileCode::WrongType, 2);
    row("level", "log_level = \"loud\"\n", FileCode::BadValue, 1);
    row("flag", "[p2p]\nlisten = 1\n", FileCode::WrongType, 2);
    row("prune", "prune = 99\n", FileCode::BadValue, 1);
    row("cache", "\ncache_mb = 513\n", FileCode::BadValue, 2);
    row("checkpoint", "checkpoints = [\"7:00\"]\n", FileCode::BadValue, 1);
    row("checkpoint type", "checkpoints = \"7:00\"\n", FileCode::WrongType, 1);
    row("in a section", "[p2p]\nprune = 100\n", FileCode::UnknownKey, 2);
    row("syntax", "network = testnet\n", FileCode::Syntax, 1);
}

void TestOptions::badConfig() {
    QFETCH(QByteArray, text);
    QFETCH(int, code);
    QFETCH(int, line);
    const Folder folder;
    folder.write("timecoin.toml", text);
    const auto read = folder.options();
    QVERIFY(!read);
    const auto stop = stopOf<FileError>(read);
    QVERIFY2(stop.code == static_cast<FileCode>(code), qPrintable(describe(stop)));
    QCOMPARE(stop.file, folder.path("timecoin.toml"));
    QCOMPARE(static_cast<int>(stop.line), line);
}

/// Every key of the default file, uncommented, is known and stands at its default.
void TestOptions::defaultFileExplainsEverything() {
    const Folder folder;
    QString text = configText(NodeOptions{});
    folder.write("timecoin.toml", text.toUtf8());
    QVERIFY(folder.options().ok());
    const QStringList keys = {"network", "log_level", "listen",       "host",        "port",
                              "connect", "prune",     "operator_key", "checkpoints", "cache_mb"};
    for (const QString& key : keys) {
        QVERIFY2(text.contains(QStringLiteral("\n#%1 = ").arg(key)), qPrintable(key));
        text.replace(QStringLiteral("\n#%1 = ").arg(key), QStringLiteral("\n%1 = ").arg(key));
    }
    QVERIFY(!text.contains(QRegularExpression(QStringLiteral("\n#[a-z_]+ ="))));
    folder.write("timecoin.toml", text.toUtf8());
    const auto read = folder.options();
    QVERIFY(read);
    QCOMPARE(read->network, NodeOptions{}.network);
    QCOMPARE(read->listenHost, NodeOptions{}.listenHost);
    QCOMPARE(read->listen, NodeOptions{}.listen);
    QVERIFY(read->logLevel == NodeOptions{}.logLevel);
}

void TestOptions::writtenFileIsRead() {
    NodeOptions wanted;
    const Folder folder;
    wanted.network = folder.path("net \"quoted\" \\ ü.toml");
    wanted.listen = false;
    wanted.listenHost = "::1";
    wanted.listenPort = 0;
    wanted.connect = {"127.0.0.1:1", "[::1]:2"};
    wanted.operatorKeyFile = folder.path("my key.key");
    wanted.logLevel = LogLevel::Error;
    wanted.checkpoints = {{7, testHash(7)}, {8, testHash(8)}};
    wanted.pruneDepth = 5'000;
    wanted.cacheMiB = 100;
    folder.write("timecoin.toml", configText(wanted).toUtf8());
    const auto read = folder.options();
    QVERIFY2(read.ok(), qPrintable(describe(stopOf<FileError>(read))));
    QCOMPARE(read->network, wanted.network);
    QCOMPARE(read->listen, wanted.listen);
    QCOMPARE(read->listenHost, wanted.listenHost);
    QVERIFY(read->listenPort == wanted.listenPort);
    QVERIFY(read->connect == wanted.connect);
    QCOMPARE(read->operatorKeyFile, wanted.operatorKeyFile);
    QVERIFY(read->logLevel == wanted.logLevel);
    QVERIFY(read->checkpoints == wanted.checkpoints);
    QCOMPARE(read->pruneDepth, wanted.pruneDepth);
    QCOMPARE(read->cacheMiB, wanted.cacheMiB);
}

void TestOptions::keyFiles() {
    const Folder folder;
    const SigningKey key = testKey(1);
    QVERIFY(createKeyFile(folder.path("a.key"), key).ok());
    const auto read = readKeyFile(folder.path("a.key"));
    QVERIFY(read);
    QVERIFY(read->publicKey() == key.publicKey());
    // Never replaced.
    const auto again = createKeyFile(folder.path("a.key"), testKey(2));
    QVERIFY(again.error().code == FileCode::AlreadyExists);
    QVERIFY(readKeyFile(folder.path("a.key"))->publicKey() == key.publicKey());
    QVERIFY(readKeyFile(folder.path("b.key")).error().code == FileCode::CannotRead);
    QVERIFY(createKeyFile(folder.path("none/a.key"), key).error().code == FileCode::CannotWrite);
}

void TestOptions::openKeyFilesAreRefused() {
#ifdef Q_OS_UNIX
    const Folder folder;
    const QString path = folder.path("a.key");
    QVERIFY(createKeyFile(path, testKey(1)).ok());
    const auto owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    const auto fromUser = QFileDevice::ReadUser | QFileDevice::WriteUser;
    QCOMPARE(QFile::permissions(path) & ~fromUser, owner);  // mode 0600 from the start
    for (const auto more : {QFileDevice::ReadGroup, QFileDevice::ReadOther, QFileDevice::WriteGroup,
                            QFileDevice::WriteOther}) {
        QVERIFY(QFile::setPermissions(path, owner | more));
        const auto read = readKeyFile(path);
        QVERIFY(!read);
        QVERIFY(read.error().code == FileCode::TooOpen);
    }
    QVERIFY(QFile::setPermissions(path, QFileDevice::ReadOwner));
    QVERIFY(readKeyFile(path).ok());
#else
    QSKIP("no such permissions on this system");
#endif
}

void TestOptions::badKeyFiles_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("good");
    const QByteArray digits(64, 'a');
    QTest::newRow("plain") << digits << true;
    QTest::newRow("newline") << digits + '\n' << true;
    QTest::newRow("carriage return") << digits + "\r\n" << true;
    QTest::newRow("upper case") << digits.toUpper() << true;
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("one digit short") << digits.mid(1) << false;
    QTest::newRow("one digit more") << digits + 'a' << false;
    QTest::newRow("two lines") << digits + "\n\n\n" << false;
    QTest::newRow("no digit") << digits.left(63) + 'g' << false;
    QTest::newRow("space first") << ' ' + digits << false;
    QTest::newRow("long") << QByteArray(100'000, 'a') << false;
}

void TestOptions::badKeyFiles() {
    QFETCH(QByteArray, text);
    QFETCH(bool, good);
    const Folder folder;
    folder.write("a.key", text);
    QVERIFY(QFile::setPermissions(folder.path("a.key"),
                                  QFileDevice::ReadOwner | QFileDevice::WriteOwner));
    const auto read = readKeyFile(folder.path("a.key"));
    QCOMPARE(read.ok(), good);
    if (!good) QVERIFY(read.error().code == FileCode::BadKeyFile);
}

QTEST_GUILESS_MAIN(TestOptions)
#include "test_options.moc"
