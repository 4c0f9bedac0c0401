#include "tests/sim/options.h"

#include <charconv>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>

namespace timecoin::sim {

const char* const kUsage =
    "usage: timecoin-sim [--seeds N] [--first S] [--nodes n] [--blocks B] [--jobs J]\n"
    "                    [--real-crypto] [--byzantine] [--only FAMILIES] [--without KINDS]\n"
    "                    [--payments P] [--pool N] [--disks] [--replay]\n"
    "                    [--stop] [--as-it-is] [--known FILE]\n"
    "       timecoin-sim --seed S [--nodes n] [--blocks B] [--trace] ...\n"
    "       timecoin-sim --crash-points [--restarts R] [--point NAME] [--stop] [--jobs J]\n"
    "\n"
    "  --seeds N       runs N seeds (default 100)\n"
    "  --first S       beginning with S (default 1)\n"
    "  --nodes n       masternodes: 4 or more; 0: four and seven in turn (default)\n"
    "  --blocks B      heights of a run (default 20)\n"
    "  --jobs J        threads (default 2)\n"
    "  --real-crypto   Ed25519 instead of the fast scheme\n"
    "  --byzantine     f members lie (without it: some, in some seeds)\n"
    "  --only F,G      they lie by these families (README.md)\n"
    "  --without K,L   leaves kinds of faults out; all else stays as the seed has it\n"
    "  --payments P    at most P payments\n"
    "  --pool N        places in the pool of a node (default 0: enough), and fees that differ\n"
    "  --disks         every node keeps its files on a disk that loses, tears and fails\n"
    "                  (without it: in memory, a transaction whole or not at all)\n"
    "  --replay        runs every seed twice and compares the traces\n"
    "  --stop          stops at the first failure\n"
    "  --as-it-is      does not make the first failures small\n"
    "  --known FILE    first runs those of FILE: lines of seed, nodes, blocks, options, # why\n"
    "  --seed S        runs one seed\n"
    "  --trace         prints what happens in it\n"
    "  --crash-points  kills processes at every point around storing and sending, until each was\n"
    "                  reached R times (default 200; --blocks is 6, --nodes 4, --seeds at most so\n"
    "                  many runs for a point: 20 and 10 for every restart)\n"
    "  --point NAME    at this one only; with --seed: one run\n";

namespace {

std::optional<std::uint64_t> numberFrom(const std::string& text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// Of faults, separated by commas: kinds to leave out, or the families that `--only` keeps.
std::optional<std::string> namesFrom(const std::string& option, const std::string& list,
                                     std::set<std::string>& names) {
    std::istringstream words(list);
    std::string name;
    while (std::getline(words, name, ',')) {
        if (!Scenario().leaveOut(name)) return name + " is no kind of fault";
        if (option == "--only" && !familyFrom(name)) return name + " is no way to lie";
        names.insert(name);
    }
    if (names.empty()) return option + " lacks its value";
    return std::nullopt;
}

std::uint32_t narrow(std::uint64_t value) {
    return static_cast<std::uint32_t>(value);
}

std::uint32_t membersOf(std::uint64_t asked, std::uint64_t seed) {
    if (asked != 0) return narrow(asked);
    return seed % 4 == 0 ? 7 : 4;
}

/// Options of one run; false: `words[at]` is none of them. `at` moves to the last word used.
Result<bool, std::string> takeRunOption(const std::vector<std::string>& words, std::size_t& at,
                                        RunOptions& run) {
    const std::string& name = words[at];
    if (name == "--real-crypto") {
        run.realCrypto = true;
    } else if (name == "--disks") {
        run.disks = true;
    } else if (name == "--byzantine") {
        run.byzantine = true;
    } else if (name == "--only" || name == "--without" || name == "--payments" ||
               name == "--pool" || name == "--point") {
        if (++at == words.size()) return fail(name + " lacks its value");
        if (name == "--point") {
            run.point = crashPointFrom(words[at]);
            if (!run.point) return fail(words[at] + " is no crash point");
        } else if (name == "--payments" || name == "--pool") {
            const auto most = numberFrom(words[at]);
            if (!most) return fail(name + " needs a number");
            if (name == "--pool")
                run.pool = narrow(*most);
            else
                run.payments = *most;
        } else if (auto error =
                       namesFrom(name, words[at], name == "--only" ? run.only : run.without)) {
            return fail(*error);
        }
    } else {
        return false;
    }
    return true;
}

std::optional<std::string> readKnown(const std::string& file, std::vector<RunOptions>& runs) {
    std::ifstream in(file);
    if (!in) return "cannot read " + file;
    std::string line;
    while (std::getline(in, line)) {
        std::istringstream words(line.substr(0, line.find('#')));
        RunOptions run;
        if (line.empty() || line[0] == '#') continue;
        if (!(words >> run.seed >> run.members >> run.blocks))
            return file + ": seed, nodes and blocks expected in: " + line;
        std::vector<std::string> rest;
        for (std::string word; words >> word;) rest.push_back(word);
        for (std::size_t i = 0; i < rest.size(); ++i) {
            const auto taken = takeRunOption(rest, i, run);
            if (!taken.ok() || !*taken) return file + ": " + line;
        }
        runs.push_back(run);
    }
    return std::nullopt;
}

std::string optionsOf(const RunOptions& run) {
    std::string said;
    if (run.point) said += " --point " + nameOf(*run.point);
    if (run.realCrypto) said += " --real-crypto";
    if (run.disks) said += " --disks";
    if (run.byzantine) said += " --byzantine";
    const auto list = [&said](const char* name, const std::set<std::string>& names) {
        std::string separator = std::string(" ") + name + " ";
        for (const std::string& one : names) {
            said += separator + one;
            separator = ",";
        }
    };
    if (run.pool != 0) said += " --pool " + std::to_string(run.pool);
    list("--only", run.only);
    list("--without", run.without);
    if (run.payments != RunOptions().payments)
        said += " --payments " + std::to_string(run.payments);
    return said;
}

using Numbers = std::map<std::string, std::uint64_t>;

const Numbers kDefaults = {{"--seeds", 100}, {"--first", 1}, {"--nodes", 0},
                           {"--blocks", 20}, {"--jobs", 2},  {"--restarts", 200}};

/// What is not said is other than for seeds: the runs are short and many.
void defaultsOfSweep(Numbers& numbers, const std::set<std::string>& said) {
    const auto otherwise = [&](const std::string& name, std::uint64_t value) {
        if (!said.contains(name)) numbers[name] = value;
    };
    otherwise("--nodes", 4);
    otherwise("--blocks", 6);
    otherwise("--seeds", 20 + 10 * numbers["--restarts"]);
}

}  // namespace

std::string commandOf(const RunOptions& run) {
    return "--seed " + std::to_string(run.seed) + " --nodes " + std::to_string(run.members) +
           " --blocks " + std::to_string(run.blocks) + optionsOf(run);
}

std::string lineOf(const RunOptions& run, const std::string& why) {
    return std::to_string(run.seed) + " " + std::to_string(run.members) + " " +
           std::to_string(run.blocks) + optionsOf(run) + " # " + why;
}

Result<Options, std::string> parseOptions(const std::vector<std::string>& arguments) {
    Options options;
    Numbers numbers = kDefaults;
    std::set<std::string> said;
    RunOptions run;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& name = arguments[i];
        const auto taken = takeRunOption(arguments, i, run);
        if (!taken.ok()) return fail(taken.error());
        if (*taken) continue;
        if (name == "--as-it-is") {
            options.minimise = false;
        } else if (name == "--trace") {
            run.printTrace = true;
        } else if (name == "--replay") {
            options.replayTwice = true;
        } else if (name == "--crash-points") {
            options.sweep = true;
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
            said.insert(name);
        } else {
            return fail(name + " is unknown");
        }
    }
    const bool single = said.contains("--seed");
    options.sweep = !single && (options.sweep || run.point);
    if (run.disks && (options.sweep || run.point))
        return fail(std::string("--disks has points of its own: at every write and sync"));
    options.restarts = numbers["--restarts"];
    if (options.sweep || run.point) defaultsOfSweep(numbers, said);
    const std::uint64_t members = numbers["--nodes"];
    if (members != 0 && (members < 4 || members > kMaxMasternodes))
        return fail(std::string("--nodes is 4 to 256, or 0"));
    if (numbers["--blocks"] < 3) return fail(std::string("--blocks is at least 3"));
    run.blocks = narrow(numbers["--blocks"]);
    options.jobs = narrow(std::max<std::uint64_t>(numbers["--jobs"], 1));
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
