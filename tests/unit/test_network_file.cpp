// Network files: R-GEN-2 .. R-GEN-4, and the two networks that are known but not launched.
#include "app/files/network_file.h"
#include "app/sandbox/sandbox_network.h"
#include "app/texts/file_text.h"
#include "tests/support/file_content.h"
#include "tests/support/fixtures.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

using namespace timecoin;

namespace {

const QString kName = QStringLiteral("some.toml");

NetworkFile sample() {
    SandboxPlan plan;
    plan.genesisTimeMs = 1'700'000'000'123;
    std::vector<SigningKey> operators;
    for (std::uint32_t i = 0; i < 4; ++i) operators.push_back(testKey(i));
    return sandboxNetworkFile(plan, operators, testKey(100), testKey(101));
}

/// The sample's text with the first `from` replaced.
std::string changed(const std::string& from, const std::string& to) {
    std::string text = networkFileText(sample());
    const std::size_t at = text.find(from);
    if (at == std::string::npos) qFatal("the sample has no '%s'", from.c_str());
    return text.replace(at, from.size(), to);
}

std::uint32_t lineOf(const std::string& text, const std::string& what) {
    const auto at = static_cast<std::ptrdiff_t>(text.find(what));
    return static_cast<std::uint32_t>(1 + std::count(text.begin(), text.begin() + at, '\n'));
}

QString resource(const char* name) {
    return QStringLiteral(TIMECOIN_SOURCE_DIR "/resources/networks/") + QString::fromLatin1(name);
}

}  // namespace

class TestNetworkFile : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void roundTrip();
    void checkpoints();
    void countsAreExpanded();
    void refusals_data();
    void refusals();     // R-GEN-2, R-GEN-3
    void writtenHash();  // R-GEN-4
    void everyConsensusChangeIsNoticed_data();
    void everyConsensusChangeIsNoticed();
    void unknownKeys();
    void unknownGoesBeforeMissing();
    void syntax();
    void notLaunched_data();
    void notLaunched();
    void everyKeyIsDocumented();
    void unreadable();
};

void TestNetworkFile::roundTrip() {
    const NetworkFile file = sample();
    const auto read = parseNetworkFile(networkFileText(file), kName);
    QVERIFY2(read.ok(), read ? "" : qPrintable(describe(read.error())));
    QVERIFY(read->network.genesisHash == file.network.genesisHash);
    QVERIFY(read->network.genesis.members == file.network.genesis.members);
    QVERIFY(read->network.genesis.balances == file.network.genesis.balances);
    QVERIFY(read->declarations == file.declarations);
    QCOMPARE(read->network.params.p2pPort, file.network.params.p2pPort);
    QCOMPARE(read->network.params.rpcPort, file.network.params.rpcPort);
    QCOMPARE(networkFileText(*read), networkFileText(file));
}

/// R-CHK-1: they come after the launch, so they are no part of the genesis hash.
void TestNetworkFile::checkpoints() {
    NetworkFile file = sample();
    file.checkpoints = {{144, testHash(1)}, {288, testHash(2)}};
    const std::string text = networkFileText(file);
    const auto read = parseNetworkFile(text, kName);
    QVERIFY2(read.ok(), read ? "" : qPrintable(describe(read.error())));
    QVERIFY(read->network.genesisHash == sample().network.genesisHash);
    QVERIFY(read->checkpoints == file.checkpoints);
    QCOMPARE(networkFileText(*read), text);

    const auto named = [](const std::string& list) {
        return parseNetworkFile(changed("p2p_port", "checkpoints = " + list + "\np2p_port"), kName);
    };
    const std::string good = formatCheckpoint(5, testHash(5));
    QVERIFY(named("[\"" + good + "\"]").ok());
    QVERIFY(named("[]").ok());
    for (const std::string bad : {"[\"5\"]", "[\"5:12\"]", "[\":\"]"})
        QVERIFY2(named(bad).error().code == FileCode::BadValue, bad.c_str());
    QVERIFY(
        named("[\"" + good + "\", \"" + formatCheckpoint(5, testHash(6)) + "\"]").error().code ==
        FileCode::BadValue);
    QVERIFY(named("[5]").error().code == FileCode::WrongType);
}

void TestNetworkFile::countsAreExpanded() {
    const NetworkFile file = sample();
    QCOMPARE(file.network.genesis.balances.size(), 4U + kFaucetCoins);
    const std::string text = networkFileText(file);
    QVERIFY(text.find("count = 1000\n") != std::string::npos);
    QVERIFY(text.size() < 4'000);
}

void TestNetworkFile::refusals_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("key");
    const auto row = [](const char* name, const QString& from, const QString& to, FileCode code,
                        const QString& key) {
        QTest::newRow(name) << from << to << static_cast<int>(code) << key;
    };
    const auto bad = FileCode::BadValue;
    row("amount as a number", "block_reward = \"100.00000000\"", "block_reward = 100",
        FileCode::WrongType, "network.block_reward");
    row("amount as a float", "collateral = \"1000.00000000\"", "collateral = 1000.0",
        FileCode::WrongType, "network.collateral");
    row("amount with a comma", "amount = \"1000.00000000\"", "amount = \"1000,5\"", bad,
        "genesis.balance.amount");
    row("nine decimals", "amount = \"1000.00000000\"", "amount = \"1000.000000001\"", bad,
        "genesis.balance.amount");
    row("negative", "epoch_slots = 10", "epoch_slots = -1", bad, "network.epoch_slots");
    row("zero epoch", "epoch_slots = 10", "epoch_slots = 0", bad, "network.epoch_slots");
    row("zero interval", "block_interval_ms = 10000", "block_interval_ms = 0", bad,
        "network.block_interval_ms");
    row("long timeout", "view_timeout_ms = 1000", "view_timeout_ms = 30001", bad,
        "network.view_timeout_ms");
    row("port", "p2p_port = 24200", "p2p_port = 65536", bad, "network.p2p_port");
    row("text for a number", "rpc_port = 24300", "rpc_port = \"24300\"", FileCode::WrongType,
        "network.rpc_port");
    row("prefix", "address_prefix = \"stime\"", "address_prefix = \"S1\"", bad,
        "network.address_prefix");
    row("other prefix", "address_prefix = \"stime\"", "address_prefix = \"ttime\"", bad,
        "genesis.balance.address");
    row("no name", "name = \"sandbox\"", "name = \"\"", bad, "network.name");
    row("missing", "epoch_slots = 10\n", "", FileCode::MissingKey, "network.epoch_slots");
    row("date", "time_ms = 1700000000123", "time_ms = 2023-11-14", FileCode::WrongType,
        "genesis.time_ms");
    row("dust", "amount = \"1000.00000000\"", "amount = \"0.00000999\"", bad,
        "genesis.balance.amount");
    row("no address", "count = 1000",
        "count = 999\n[[genesis.balance]]\namount = \"1\"\naddress = \"x\"", bad,
        "genesis.balance.address");
    row("sum over the bound", "amount = \"1000.00000000\"\ncount = 1000",
        "amount = \"92233720.00000000\"\ncount = 1000", bad, "genesis.balance.amount");
    row("too many balances", "count = 1000", "count = 1000001", bad, "genesis.balance.count");
    row("collateral elsewhere", "collateral = 1\n", "collateral = 4\n", bad,
        "genesis.masternode.collateral");
    row("collateral nowhere", "collateral = 1\n", "collateral = 9999\n", bad,
        "genesis.masternode.collateral");
    row("collateral twice", "collateral = 1\n", "collateral = 0\n", bad,
        "genesis.masternode.collateral");
    row("service", "service = \"127.0.0.1:24201\"", "service = \"127.0.0.1\"", bad,
        "genesis.masternode.service");
    row("declared otherwise", "service = \"127.0.0.1:24201\"", "service = \"127.0.0.1:24209\"",
        FileCode::BadDeclaration, "genesis.masternode.signature");
    row("genesis is no table", "[genesis]", "[[genesis]]", FileCode::WrongType, "genesis");
    row("a float in a list", "[network]", "genesis = 1.5\n[network]", FileCode::Syntax, "");
}

void TestNetworkFile::refusals() {
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(int, code);
    QFETCH(QString, key);
    const std::string text = changed(from.toStdString(), to.toStdString());
    const auto read = parseNetworkFile(text, kName);
    QVERIFY(!read);
    QVERIFY2(read.error().code == static_cast<FileCode>(code), qPrintable(describe(read.error())));
    QCOMPARE(QString::fromStdString(read.error().key), key);
    QCOMPARE(read.error().file, kName);
    QVERIFY2(read.error().line > 0, qPrintable(describe(read.error())));
    if (read.error().code == FileCode::WrongType && key.startsWith(QStringLiteral("network")))
        QCOMPARE(read.error().line, lineOf(text, to.toStdString()));
    QVERIFY(describe(read.error()).startsWith(QStringLiteral("some.toml:")));
}

void TestNetworkFile::writtenHash() {
    const NetworkFile file = sample();
    const std::string hash = toHex(file.network.genesisHash);
    std::string other = hash;
    other[0] = other[0] == '0' ? '1' : '0';
    const std::string text = changed(hash, other);
    const auto read = parseNetworkFile(text, kName);
    QVERIFY(!read);
    QVERIFY(read.error().code == FileCode::GenesisMismatch);
    QCOMPARE(read.error().detail, hash);
    QCOMPARE(read.error().line, lineOf(text, other));
    QCOMPARE(read.error().column, 16U);
}

void TestNetworkFile::everyConsensusChangeIsNoticed_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    const auto row = [](const char* from, const char* to) {
        QTest::newRow(from) << QString::fromLatin1(from) << QString::fromLatin1(to);
    };
    row("name = \"sandbox\"", "name = \"sandbos\"");
    row("block_interval_ms = 10000", "block_interval_ms = 10001");
    row("view_timeout_ms = 1000", "view_timeout_ms = 1001");
    row("epoch_slots = 10", "epoch_slots = 11");
    row("unbonding_slots = 20", "unbonding_slots = 21");
    row("reward_maturity_slots = 10", "reward_maturity_slots = 11");
    row("block_reward = \"100.00000000\"", "block_reward = \"100.00000001\"");
    row("time_ms = 1700000000123", "time_ms = 1700000000124");
    row("count = 1000", "count = 999");
}

void TestNetworkFile::everyConsensusChangeIsNoticed() {
    QFETCH(QString, from);
    QFETCH(QString, to);
    const auto read = parseNetworkFile(changed(from.toStdString(), to.toStdString()), kName);
    QVERIFY(!read);
    QVERIFY(read.error().code == FileCode::GenesisMismatch);
}

void TestNetworkFile::unknownKeys() {
    struct Case {
        const char* before;
        const char* key;
    };
    for (const Case& one :
         {Case{"epoch_slots", "network.colour"}, Case{"time_ms", "genesis.colour"},
          Case{"address = ", "genesis.balance.colour"},
          Case{"service = ", "genesis.masternode.colour"}, Case{"[network]", "colour"}}) {
        const std::string text =
            changed(one.before, "  colour = \"red\"\n" + std::string(one.before));
        const auto read = parseNetworkFile(text, kName);
        QVERIFY(!read);
        QVERIFY2(read.error().code == FileCode::UnknownKey, qPrintable(describe(read.error())));
        QCOMPARE(read.error().key, std::string(one.key));
        QCOMPARE(read.error().line, lineOf(text, "colour"));
        QCOMPARE(read.error().column, 3U);
    }
    const std::string text = changed("[genesis]", "[weather]\nsun = true\n[genesis]");
    QCOMPARE(parseNetworkFile(text, kName).error().key, std::string("weather"));
}

void TestNetworkFile::unknownGoesBeforeMissing() {
    const auto read = parseNetworkFile(changed("epoch_slots", "epoch_slot"), kName);
    QVERIFY(read.error().code == FileCode::UnknownKey);
    QVERIFY(describe(read.error()).contains(QStringLiteral("unknown key 'network.epoch_slot'")));
}

void TestNetworkFile::syntax() {
    const auto read = parseNetworkFile("[network]\nname = \"x\nepoch_slots = 3\n", kName);
    QVERIFY(!read);
    QVERIFY(read.error().code == FileCode::Syntax);
    QCOMPARE(read.error().line, 2U);
    QVERIFY(!read.error().detail.empty());
    QVERIFY(parseNetworkFile("a = 1\na = 2\n", kName).error().code == FileCode::Syntax);
    QVERIFY(parseNetworkFile("\xff\xfe", kName).error().code == FileCode::Syntax);
    QVERIFY(!parseNetworkFile("", kName).ok());
}

void TestNetworkFile::notLaunched_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<quint64>("intervalMs");
    QTest::addColumn<int>("p2pPort");
    QTest::newRow("testnet") << "testnet" << quint64{60'000} << 24'100;
    QTest::newRow("mainnet") << "mainnet" << quint64{600'000} << 24'000;
}

void TestNetworkFile::notLaunched() {
    QFETCH(QString, name);
    QFETCH(quint64, intervalMs);
    QFETCH(int, p2pPort);
    const QString path = resource(qPrintable(name + QStringLiteral(".toml")));
    const auto read = readNetworkFile(path);
    QVERIFY(!read);
    QVERIFY2(read.error().code == FileCode::NotLaunched, qPrintable(describe(read.error())));
    QCOMPARE(QString::fromStdString(read.error().detail), name);
    QVERIFY(describe(read.error()).contains(QStringLiteral("sandbox")));
    // By name, from what the program carries inside.
    const auto found = findNetwork(name);
    QVERIFY(!found);
    QVERIFY2(found.error().code == FileCode::NotLaunched, qPrintable(describe(found.error())));

    auto root = TomlSection::parse(contentOf(path).toStdString(), path);
    QVERIFY(root);
    const NetworkParams params = readConstants(root->section("network")).params;
    QCOMPARE(quint64{params.blockIntervalMs}, intervalMs);
    QCOMPARE(params.viewTimeoutMs, 2'000U);
    QCOMPARE(params.epochSlots, 144U);
    QCOMPARE(params.unbondingSlots, 2'016U);
    QCOMPARE(params.rewardMaturitySlots, 10U);
    QCOMPARE(int{params.p2pPort}, p2pPort);
    QCOMPARE(int{params.rpcPort}, p2pPort + 1);
    QVERIFY(params.collateral == Amount::time(1'000));
    QVERIFY(params.blockReward == Amount::time(100));

    // A genesis in the file of a network that is not launched is a contradiction.
    const auto contradiction =
        parseNetworkFile(changed("[genesis]", "launched = false\n[genesis]"), kName);
    QVERIFY(contradiction.error().code == FileCode::BadValue);
}

/// Whatever a written network file holds is explained in mainnet.toml.
void TestNetworkFile::everyKeyIsDocumented() {
    const QString documented = QString::fromUtf8(contentOf(resource("mainnet.toml")));
    const QRegularExpression key(QStringLiteral("^([a-z0-9_]+) ="),
                                 QRegularExpression::MultilineOption);
    NetworkFile written = sample();
    written.checkpoints = {{1, testHash(1)}};
    const QString text = QString::fromStdString(networkFileText(written));
    auto found = key.globalMatch(text);
    QVERIFY(found.hasNext());
    while (found.hasNext()) {
        const QString name = found.next().captured(1);
        const QRegularExpression stands(QStringLiteral("^(# )?%1 =").arg(name),
                                        QRegularExpression::MultilineOption);
        QVERIFY2(documented.contains(stands), qPrintable(name));
    }
}

void TestNetworkFile::unreadable() {
    const auto read = readNetworkFile(QStringLiteral("/nowhere/network.toml"));
    QVERIFY(read.error().code == FileCode::CannotRead);
    QVERIFY(findNetwork(QStringLiteral("nonet")).error().code == FileCode::CannotRead);
}

QTEST_GUILESS_MAIN(TestNetworkFile)
#include "test_network_file.moc"
