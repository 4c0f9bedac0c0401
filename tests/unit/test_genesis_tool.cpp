// timecoin-tool: from keys to a network that anyone can check (R-GEN-2 .. R-GEN-4), and sandboxes.
#include "app/files/key_file.h"
#include "app/process/options.h"
#include "app/sandbox/sandbox_network.h"
#include "app/tools/genesis_tool.h"
#include "app/tools/sandbox_net_tool.h"
#include "node/chain/address.h"
#include "tests/support/file_content.h"
#include "tests/support/fixtures.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace timecoin;

namespace {

/// A folder with keys of four future masternodes.
class Workshop {
public:
    Workshop() {
        for (std::uint32_t i = 0; i < 4; ++i) {
            const auto made = createKeyFile(path(QStringLiteral("op%1.key").arg(i)), testKey(i));
            if (!made) qFatal("cannot write a test's key");
        }
        write("params.toml", "[network]\nname = \"trial\"\naddress_prefix = \"ttime\"\n"
                             "block_interval_ms = 60000\nview_timeout_ms = 2000\n"
                             "epoch_slots = 144\nunbonding_slots = 2016\n"
                             "reward_maturity_slots = 10\ncollateral = \"1000\"\n"
                             "block_reward = \"100\"\np2p_port = 24100\nrpc_port = 24101\n"
                             "[genesis]\ntime_ms = 1700000000000\n");
        write("balances.toml", QStringLiteral("[[balance]]\naddress = \"%1\"\namount = \"12.5\"\n"
                                              "count = 2\n[[balance]]\naddress = \"%2\"\n"
                                              "amount = \"7\"\n")
                                   .arg(address(50), address(51))
                                   .toUtf8());
    }
    QString path(const QString& name) const { return m_dir.filePath(name); }
    void write(const QString& name, const QByteArray& text) const {
        if (!writeContent(path(name), text)) qFatal("cannot write a test's file");
    }
    QByteArray read(const QString& name) const { return contentOf(path(name)); }
    static QString address(std::uint32_t key, const char* prefix = "ttime") {
        return QString::fromStdString(formatAddress(Lock::toKey(testKey(key).publicKey()), prefix));
    }
    ToolResult declare(std::uint32_t i) const {
        return runGenesis({"declare", "--key", path(QStringLiteral("op%1.key").arg(i)), "--owner",
                           address(10 + i), "--payout", address(20 + i), "--service",
                           QStringLiteral("192.0.2.%1:24100").arg(i + 1), "--out",
                           path(QStringLiteral("d%1.toml").arg(i))});
    }
    ToolResult build(const QStringList& declarations, const QString& out) const {
        QStringList arguments{
            "build", "--params", path("params.toml"), "--balances", path("balances.toml"),
            "--out", path(out)};
        for (const QString& name : declarations) arguments.push_back(path(name));
        return runGenesis(arguments);
    }

private:
    QTemporaryDir m_dir;
};

}  // namespace

class TestGenesisTool : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void keygen();
    void genesis();
    void orderOfDeclarationsDecidesNothing();
    void declarationRefusals();
    void tamperedDeclaration();        // R-GEN-2
    void declarationOfOtherNetwork();  // R-GEN-2
    void sameKeyTwice();               // R-GEN-3
    void tamperedNetworkFile();        // R-GEN-4
    void usage();
    void sandboxNet();
    void sandboxNetRefusals();
    void sandbox();
    void sandboxGoesOn();
    void sandboxAfterInterruption();
    void sandboxWithWrongKey();
};

void TestGenesisTool::keygen() {
    const QTemporaryDir dir;
    const QString path = dir.filePath("a.key");
    const ToolResult made = runKeygen({path});
    QCOMPARE(made.exitCode, ToolResult::kOk);
    const auto key = readKeyFile(path);
    QVERIFY(key);
    QVERIFY(made.out.contains(QString::fromStdString(toHex(key->publicKey()))));
    QVERIFY(!made.out.contains(QString::fromStdString(toHex(key->seed()))));
    const ToolResult again = runKeygen({path});
    QCOMPARE(again.exitCode, ToolResult::kFailed);
    QVERIFY(again.err.contains(path));
    QVERIFY(readKeyFile(path)->publicKey() == key->publicKey());
    QCOMPARE(runKeygen({dir.filePath("b.key")}).exitCode, ToolResult::kOk);
    QVERIFY(readKeyFile(dir.filePath("b.key"))->publicKey() != key->publicKey());
}

void TestGenesisTool::genesis() {
    const Workshop shop;
    for (std::uint32_t i = 0; i < 4; ++i) {
        const ToolResult declared = shop.declare(i);
        QVERIFY2(declared.exitCode == ToolResult::kOk, qPrintable(declared.err));
    }
    const ToolResult built = shop.build({"d0.toml", "d1.toml", "d2.toml", "d3.toml"}, "n.toml");
    QVERIFY2(built.exitCode == ToolResult::kOk, qPrintable(built.err));
    const auto file = readNetworkFile(shop.path("n.toml"));
    QVERIFY(file);
    QVERIFY(built.out.contains(QString::fromStdString(toHex(file->network.genesisHash))));
    const ToolResult checked = runGenesis({"check", shop.path("n.toml")});
    QCOMPARE(checked.exitCode, ToolResult::kOk);
    QCOMPARE(checked.out, built.out);
    // An operator sees that it is in it as declared.
    const ToolResult mine = runGenesis({"check", shop.path("n.toml"), shop.path("d2.toml")});
    QCOMPARE(mine.exitCode, ToolResult::kOk);
    QVERIFY2(mine.out.contains(QStringLiteral("unchanged")), qPrintable(mine.out));

    const Network& network = file->network;
    QCOMPARE(network.genesis.members.size(), 4U);
    QCOMPARE(network.genesis.balances.size(), 7U);
    std::set<PublicKey> operators;
    for (std::uint32_t i = 0; i < 4; ++i) {
        const Masternode& member = network.genesis.members.at(static_cast<MemberIndex>(i));
        operators.insert(member.operatorKey);
        QCOMPARE(member.collateral.index, i);
        QVERIFY(network.genesis.balances[i] == (Output{Amount::time(1'000), member.owner}));
        QVERIFY(member.owner != member.payout);
    }
    for (std::uint32_t i = 0; i < 4; ++i) QVERIFY(operators.contains(testKey(i).publicKey()));
    QVERIFY(network.genesis.balances[4].value == *parseTime("12.5"));
    QVERIFY(network.genesis.balances[6].value == Amount::time(7));
    // Nothing is overwritten.
    QCOMPARE(shop.build({"d0.toml"}, "n.toml").exitCode, ToolResult::kFailed);
    QCOMPARE(shop.declare(0).exitCode, ToolResult::kFailed);
    // Few masternodes are allowed and said to be few.
    const ToolResult three = shop.build({"d0.toml", "d1.toml", "d2.toml"}, "n3.toml");
    QCOMPARE(three.exitCode, ToolResult::kOk);
    QVERIFY(three.out.contains(QStringLiteral("warning")));
    const ToolResult missing = runGenesis({"check", shop.path("n3.toml"), shop.path("d3.toml")});
    QCOMPARE(missing.exitCode, ToolResult::kFailed);
    QVERIFY2(missing.err.contains(QStringLiteral("d3.toml")), qPrintable(missing.err));
    QVERIFY(!built.out.contains(QStringLiteral("warning")));
}

void TestGenesisTool::orderOfDeclarationsDecidesNothing() {
    const Workshop shop;
    for (std::uint32_t i = 0; i < 3; ++i) QCOMPARE(shop.declare(i).exitCode, ToolResult::kOk);
    QCOMPARE(shop.build({"d0.toml", "d1.toml", "d2.toml"}, "a.toml").exitCode, ToolResult::kOk);
    QCOMPARE(shop.build({"d2.toml", "d0.toml", "d1.toml"}, "b.toml").exitCode, ToolResult::kOk);
    QCOMPARE(shop.read("a.toml"), shop.read("b.toml"));
}

void TestGenesisTool::declarationRefusals() {
    const Workshop shop;
    const auto declared = [&](const QString& owner, const QString& payout, const QString& service,
                              const QString& key) {
        return runGenesis({"declare", "--key", shop.path(key), "--owner", owner, "--payout", payout,
                           "--service", service, "--out", shop.path("d.toml")});
    };
    const QString good = Workshop::address(1);
    const QString service = "h.example:24100";
    QVERIFY(declared("ttime1xyz", good, service, "op0.key").err.contains("--owner"));
    QVERIFY(
        declared(good, Workshop::address(1, "time"), service, "op0.key").err.contains("--payout"));
    QVERIFY(declared(good, good, "h.example", "op0.key").err.contains("--service"));
    QVERIFY(declared(good, good, service, "op9.key").err.contains("op9.key"));
    QVERIFY(!QFile::exists(shop.path("d.toml")));
    QCOMPARE(declared(good, good, service, "op0.key").exitCode, ToolResult::kOk);
    QVERIFY(readDeclaration(shop.path("d.toml")).ok());
}

void TestGenesisTool::tamperedDeclaration() {
    const Workshop shop;
    QCOMPARE(shop.declare(0).exitCode, ToolResult::kOk);
    const QByteArray text = shop.read("d0.toml");
    const std::vector<std::pair<QString, QString>> changes = {
        {"192.0.2.1:24100", "192.0.2.2:24100"},
        {Workshop::address(10), Workshop::address(11)},
        {Workshop::address(20), Workshop::address(21)},
        {QString::fromStdString(toHex(testKey(0).publicKey())),
         QString::fromStdString(toHex(testKey(1).publicKey()))},
    };
    for (const auto& [from, to] : changes) {
        const QString changed = QString::fromUtf8(text).replace(from, to);
        QVERIFY(changed.toUtf8() != text);
        shop.write("d0.toml", changed.toUtf8());
        const auto read = readDeclaration(shop.path("d0.toml"));
        QVERIFY(!read && read.error().code == FileCode::BadDeclaration);
        QCOMPARE(shop.build({"d0.toml"}, "n.toml").exitCode, ToolResult::kFailed);
    }
    QVERIFY(!QFile::exists(shop.path("n.toml")));
}

void TestGenesisTool::declarationOfOtherNetwork() {
    const Declaration declared =
        declare(testKey(0), Lock::toKey(testKey(10).publicKey()),
                Lock::toKey(testKey(20).publicKey()), "h.example:1", "ttime");
    QVERIFY(verifyDeclaration(declared, "ttime"));
    QVERIFY(!verifyDeclaration(declared, "time"));

    const Workshop shop;
    const DeclarationFile mainnet{
        declare(testKey(0), declared.owner, declared.payout, declared.service, "time"), "time"};
    shop.write("d0.toml", QByteArray::fromStdString(declarationText(mainnet)));
    const ToolResult built = shop.build({"d0.toml"}, "n.toml");
    QCOMPARE(built.exitCode, ToolResult::kFailed);
    QVERIFY(built.err.contains(QStringLiteral("another network")));
}

void TestGenesisTool::sameKeyTwice() {
    const Workshop shop;
    QCOMPARE(shop.declare(0).exitCode, ToolResult::kOk);
    const ToolResult built = shop.build({"d0.toml", "d0.toml"}, "n.toml");
    QCOMPARE(built.exitCode, ToolResult::kFailed);
    QVERIFY2(built.err.contains(QStringLiteral("operator_key")), qPrintable(built.err));
    QVERIFY(!QFile::exists(shop.path("n.toml")));
}

void TestGenesisTool::tamperedNetworkFile() {
    const Workshop shop;
    QCOMPARE(shop.declare(0).exitCode, ToolResult::kOk);
    QCOMPARE(shop.build({"d0.toml"}, "n.toml").exitCode, ToolResult::kOk);
    const QString text = QString::fromUtf8(shop.read("n.toml"));
    shop.write("n.toml", QString(text).replace("12.50000000", "12.50000001").toUtf8());
    const ToolResult checked = runGenesis({"check", shop.path("n.toml")});
    QCOMPARE(checked.exitCode, ToolResult::kFailed);
    QVERIFY2(checked.err.contains(QStringLiteral("genesis_hash")), qPrintable(checked.err));
}

void TestGenesisTool::usage() {
    for (const QStringList& arguments :
         {QStringList{}, QStringList{"unmake"}, QStringList{"declare"}, QStringList{"build"},
          QStringList{"check"}, QStringList{"declare", "--colour", "red"}}) {
        const ToolResult result = runGenesis(arguments);
        QCOMPARE(result.exitCode, ToolResult::kUsage);
        QVERIFY(result.err.startsWith(QStringLiteral("usage: timecoin-tool genesis")));
        QVERIFY(result.out.isEmpty());
    }
    QCOMPARE(runKeygen({}).exitCode, ToolResult::kUsage);
    QCOMPARE(runKeygen({"--help"}).exitCode, ToolResult::kUsage);
}

void TestGenesisTool::sandboxNet() {
    const QTemporaryDir dir;
    const QString folder = dir.filePath("net");
    const ToolResult made =
        runSandboxNet({folder, "--nodes", "5", "--base-port", "30000", "--interval-ms", "2000"},
                      1'700'000'000'000);
    QVERIFY2(made.exitCode == ToolResult::kOk, qPrintable(made.err));
    const auto file = readNetworkFile(folder + "/network.toml");
    QVERIFY(file);
    QCOMPARE(file->network.genesis.timeMs, 1'700'000'000'000U);
    QCOMPARE(file->network.params.blockIntervalMs, 2'000U);
    QCOMPARE(file->network.genesis.members.size(), 5U);

    std::set<std::uint16_t> ports;
    for (std::uint32_t i = 0; i <= 5; ++i) {
        const QString node = folder + QStringLiteral("/node%1").arg(i);
        QVERIFY(made.out.contains(QStringLiteral("timecoind --datadir ") + node));
        const auto options = readOptions({"timecoind", "--datadir", node}, "/nowhere");
        QVERIFY(options);
        QCOMPARE(options->network, folder + "/network.toml");
        QCOMPARE(options->listenHost, QStringLiteral("127.0.0.1"));
        QVERIFY(options->listenPort == static_cast<std::uint16_t>(30'000 + i));
        QVERIFY(ports.insert(*options->listenPort).second);
        QCOMPARE(options->connect.size(), 5U);
        for (const QString& peer : options->connect)
            QVERIFY(peer != QStringLiteral("127.0.0.1:%1").arg(30'000 + i));
        if (i == 0) {
            QVERIFY(options->operatorKeyFile.isEmpty());
            continue;
        }
        const auto key = readKeyFile(options->operatorKeyFile);
        QVERIFY(key);
        const Masternode& member =
            file->network.genesis.members.at(static_cast<MemberIndex>(i - 1));
        QVERIFY(key->publicKey() == member.operatorKey);
        QCOMPARE(member.service, "127.0.0.1:" + std::to_string(30'000 + i));
    }
    const auto faucet = readKeyFile(folder + "/faucet.key");
    QVERIFY(faucet);
    QVERIFY(file->network.genesis.balances.back().lock == Lock::toKey(faucet->publicKey()));
}

void TestGenesisTool::sandboxNetRefusals() {
    const QTemporaryDir dir;
    const QString folder = dir.filePath("net");
    for (const QStringList& arguments :
         {QStringList{}, QStringList{folder}, QStringList{folder, "--nodes", "0"},
          QStringList{folder, "--nodes", "x"}, QStringList{folder, "more", "--nodes", "4"},
          QStringList{folder, "--nodes", "4", "--base-port", "80"},
          QStringList{folder, "--nodes", "4", "--interval-ms", "1"}}) {
        QCOMPARE(runSandboxNet(arguments, 1'000).exitCode, ToolResult::kUsage);
    }
    QVERIFY(!QDir(folder).exists());
    QCOMPARE(runSandboxNet({folder, "--nodes", "1"}, 1'000).exitCode, ToolResult::kOk);
    const ToolResult again = runSandboxNet({folder, "--nodes", "1"}, 1'000);
    QCOMPARE(again.exitCode, ToolResult::kFailed);
    QVERIFY(again.err.contains(folder));
}

void TestGenesisTool::sandbox() {
    const QTemporaryDir dir;
    SandboxPlan plan;
    plan.genesisTimeMs = 1'700'000'000'000;
    const auto opened = openSandbox(dir.filePath("s"), plan);
    QVERIFY(opened);
    const Network& network = opened->file.network;
    QCOMPARE(network.params.name, std::string("sandbox"));
    QCOMPARE(network.params.addressPrefix, std::string("stime"));
    QCOMPARE(network.params.blockIntervalMs, 10'000U);
    QCOMPARE(network.params.epochSlots, 10U);
    QCOMPARE(network.params.unbondingSlots, 20U);
    QCOMPARE(network.genesis.timeMs, 1'700'000'000'000U);
    QCOMPARE(opened->operators.size(), 4U);
    // A million TIME, in pieces, and none of the collaterals among them.
    const Lock faucet = Lock::toKey(opened->faucet.publicKey());
    Amount total;
    std::uint32_t pieces = 0;
    for (const Output& balance : network.genesis.balances) {
        if (balance.lock != faucet) continue;
        total = *total.plus(balance.value);
        ++pieces;
    }
    QVERIFY(total == Amount::time(1'000'000));
    QCOMPARE(pieces, kFaucetCoins);
    for (const Masternode& member : network.genesis.members.members()) {
        QVERIFY(network.genesis.balances[member.collateral.index].lock == member.owner);
        QVERIFY(member.owner != faucet);
        QVERIFY(member.payout == faucet);
    }
}

void TestGenesisTool::sandboxGoesOn() {
    const QTemporaryDir dir;
    SandboxPlan plan;
    plan.genesisTimeMs = 1'700'000'000'000;
    const auto first = openSandbox(dir.path(), plan);
    plan.genesisTimeMs += 5'000;
    plan.masternodes = 7;
    const auto second = openSandbox(dir.path(), plan);
    QVERIFY(first && second);
    QVERIFY(first->file.network.genesisHash == second->file.network.genesisHash);
    QCOMPARE(second->operators.size(), 4U);
    for (std::size_t i = 0; i < 4; ++i)
        QVERIFY(first->operators[i].publicKey() == second->operators[i].publicKey());
    QVERIFY(first->faucet.publicKey() == second->faucet.publicKey());
}

void TestGenesisTool::sandboxAfterInterruption() {
    const QTemporaryDir dir;
    // Cut short after some keys: what is there is used.
    QVERIFY(createKeyFile(dir.filePath("faucet.key"), testKey(1)).ok());
    QVERIFY(createKeyFile(dir.filePath("masternode1.key"), testKey(2)).ok());
    const auto opened = openSandbox(dir.path(), SandboxPlan{4, 1'000, 10'000, 24'200});
    QVERIFY(opened);
    QVERIFY(opened->faucet.publicKey() == testKey(1).publicKey());
    QVERIFY(opened->operators[0].publicKey() == testKey(2).publicKey());
}

void TestGenesisTool::sandboxWithWrongKey() {
    for (const char* name : {"masternode3.key", "faucet.key"}) {
        const QTemporaryDir dir;
        QVERIFY(openSandbox(dir.path(), SandboxPlan{4, 1'000, 10'000, 24'200}).ok());
        const QString path = dir.filePath(QString::fromLatin1(name));
        QVERIFY(QFile::remove(path));
        const auto gone = openSandbox(dir.path(), {});
        QVERIFY(!gone && gone.error().code == FileCode::CannotRead);
        QVERIFY(createKeyFile(path, testKey(77)).ok());
        const auto wrong = openSandbox(dir.path(), {});
        QVERIFY(!wrong && wrong.error().code == FileCode::BadValue);
        QCOMPARE(wrong.error().file, path);
    }
}

QTEST_GUILESS_MAIN(TestGenesisTool)
#include "test_genesis_tool.moc"
