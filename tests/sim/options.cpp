#include "tests/sim/options.h"

#include <charconv>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>

namespace timecoin::sim {

const char* const kUsage =
    "usage: timecoin-sim [--seeds N] [--first S] [--nodes n] [--blocks B] [--jobs J]\n"
    "                    [--real-crypto] [--equivocators] [--pool N] [--replay] [--stop]\n"
    "                    [--known FILE]\n"
    "       timecoin-sim --seed S [--nodes n] [--blocks B] [--real-crypto] [--pool N] [--trace]\n"
    "\n"
    "  --seeds N       runs N seeds (default 100)\n"
    "  --first S       beginning with S (default 1)\n"
    "  --nodes n       masternodes: 4 or more; 0: four and seven in turn (default)\n"
    "  --blocks B      heights of a run (default 20)\n"
    "  --jobs J        threads (default 2)\n"
    "  --real-crypto   Ed25519 instead of the fast scheme\n"
    "  --equivocators  f members tell different peers different things\n"
    "  --pool N        places in the pool of a node (default 0: enough), and fees that differ\n"
    "  --replay        runs every seed twice and compares the traces\n"
    "  --stop          stops at the first failure\n"
    "  --known FILE    first runs the seeds of FILE: lines of seed, nodes, blocks, # why\n"
    "  --seed S        runs one seed\n"
    "  --trace         prints what happens in it\n";

namespace {

std::optional<std::uint64_t> numberFrom(const std::string& text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::uint32_t narrow(std::uint64_t value) {
    return static_cast<std::uint32_t>(value);
}

std::uint32_t membersOf(std::uint64_t asked, std::uint64_t seed) {
    if (asked != 0) return narrow(asked);
    return seed % 4 == 0 ? 7 : 4;
}

std::optional<std::string> readKnown(const std::string& file, std::vector<RunOptions>& runs) {
    std::ifstream in(file);
    if (!in) return "cannot read " + file;
    std::string line;
    while (std::getline(in, line)) {
        if (line.empty() || line[0] == '#') continue;
        std::istringstream words(line);
        RunOptions run;
        if (!(words >> run.seed >> run.members >> run.blocks))
            return file + ": seed, nodes and blocks expected in: " + line;
        runs.push_back(run);
    }
    return std::nullopt;
}

const std::map<std::string, std::uint64_t> kDefaults = {{"--seeds", 100}, {"--first", 1},
                                                        {"--nodes", 0},   {"--blocks", 20},
                                                        {"--jobs", 2},    {"--pool", 0}};

}  // namespace

Result<Options, std::string> parseOptions(const std::vector<std::string>& arguments) {
    Options options;
    std::map<std::string, std::uint64_t> numbers = kDefaults;
    RunOptions run;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& name = arguments[i];
        if (name == "--real-crypto") {
            run.realCrypto = true;
        } else if (name == "--equivocators") {
            run.equivocators = true;
        } else if (name == "--trace") {
            run.printTrace = true;
        } else if (name == "--replay") {
            options.replayTwice = true;
        } else if (name == "--stop") {
            options.stopAtFirst = true;
        } else if (i + 1 == arguments.size()) {
            return fail(name + " is unknown or lacks its value");
        } else if (name == "--known") {
            if (auto error = readKnown(arguments[++i], options.runs)) return fail(*error);
        } else if (kDefaults.contains(name) || name == "--seed") {
            const auto value = numberFrom(arguments[++i]);
            if (!value) return fail(name + " needs a number");
            numbers[name] = *value;
        } else {
            return fail(name + " is unknown");
        }
    }
    const std::uint64_t members = numbers["--nodes"];
    if (members != 0 && (members < 4 || members > kMaxMasternodes))
        return fail(std::string("--nodes is 4 to 256, or 0"));
    if (numbers["--blocks"] < 3) return fail(std::string("--blocks is at least 3"));
    run.blocks = narrow(numbers["--blocks"]);
    run.pool = narrow(numbers["--pool"]);
    options.jobs = narrow(std::max<std::uint64_t>(numbers["--jobs"], 1));
    const bool single = numbers.contains("--seed");
    const std::uint64_t first = single ? numbers["--seed"] : numbers["--first"];
    const std::uint64_t count = single ? 1 : numbers["--seeds"];
    if (run.printTrace && count != 1) return fail(std::string("--trace needs --seed"));
    for (std::uint64_t seed = first; seed < first + count; ++seed) {
        run.seed = seed;
        run.members = membersOf(members, seed);
        options.runs.push_back(run);
    }
    return options;
}

}  // namespace timecoin::sim
