#include "ops/serve.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdio>
#include <thread>
#include <utility>

#include "clock/clock.h"
#include "hall/hall.h"
#include "http/connect.h"
#include "http/listener.h"
#include "http/pokes.h"
#include "http/site.h"
#include "http/tile_files.h"
#include "http/web_files.h"
#include "ops/control.h"
#include "witness/courier.h"

namespace yiting::ops {

namespace {

// Parsing, hashing and signatures of strangers; the hall has a thread of its own.
int HttpThreads() {
  return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 2, 8);
}

// "http://localhost:8080" for what was bound; an address for all interfaces is this machine too.
std::string OriginOf(const std::string& listen, int port) {
  std::string host = listen.substr(0, listen.rfind(':'));
  if (host == "0.0.0.0" || host == "127.0.0.1" || host == "[::]") host = "localhost";
  return "http://" + host + ":" + std::to_string(port);
}

Result<std::unique_ptr<witness::Courier>> CourierOf(hall::Hall& hall,
                                                    const std::vector<std::string>& witnesses) {
  if (witnesses.size() > witness::kWitnessesMax) {
    return Fail(ErrorCode::kTooLarge, "at most 16 witnesses");
  }
  std::vector<witness::Address> addresses;
  for (const std::string& text : witnesses) {
    ASSIGN_OR_RETURN(witness::Address address, witness::ParseAddress(text));
    addresses.push_back(std::move(address));
  }
  return std::make_unique<witness::Courier>(hall, addresses);
}

}  // namespace

Status ServeHouse(House& house, const ServeOptions& options,
                  const std::function<void(const std::string& origin)>& ready) {
  std::unique_ptr<http::WebFiles> web = http::WebFiles::None();
  if (!options.web.empty()) {
    ASSIGN_OR_RETURN(web, http::WebFiles::Load(options.web));
  }
  const clock::SystemClock clock;
  ASSIGN_OR_RETURN(std::unique_ptr<hall::Hall> hall,
                   hall::Hall::Open(house.store(), clock, house.key_ring(),
                                    house.folder().state_folder(), &house.heads(),
                                    int64_t{options.restored_wait_minutes} * 60'000));
  http::Pokes pokes;
  const http::Connect connect(*hall);
  const http::TileFiles tiles(*hall);
  const http::HallSite site(connect, tiles, *web);
  ASSIGN_OR_RETURN(std::unique_ptr<http::Listener> listener,
                   http::Listener::Bind(options.listen, {site, &pokes}));
  ASSIGN_OR_RETURN(std::unique_ptr<witness::Courier> courier, CourierOf(*hall, options.witnesses));
  ASSIGN_OR_RETURN(std::vector<Bytes> communities, house.store().Communities());
  courier->CheckBeforeStart(communities);
  hall->OnGrown([&pokes, &courier](const Bytes& community, uint64_t size) {
    pokes.Grow(community, size);
    courier->Grow(community);
  });
  hall->Start();
  courier->Start();
  // Without it a server serves as well; only copies must wait until it is stopped.
  auto control = Control::Listen(house.folder().path(), *hall);
  if (!control) spdlog::warn("{}", control.error().message);
  // So that whoever follows is told the sizes as they are now.
  hall->Describe("", [&pokes](Result<v1::DescribeResponse> described) {
    if (!described) return;
    for (const auto& one : described->communities()) pokes.Grow(one.community(), one.tree_size());
  });
  ready(OriginOf(options.listen, listener->port()));
  listener->Run(HttpThreads());
  spdlog::info("stopping");
  courier->Stop();
  // What is answered from here on has nobody to answer to: the sockets are closed.
  hall->Stop();
  if (control) control->reset();
  return {};
}

Status Serve(const ServeOptions& options) {
  ASSIGN_OR_RETURN(std::unique_ptr<House> house, House::Open(options.data, options.store));
  if (!options.rules.empty()) {
    ASSIGN_OR_RETURN(std::vector<NamedPack> packs, house->TakePacks(options.rules));
    spdlog::info("{} rule packs from {}", packs.size(), options.rules);
  }
  return ServeHouse(*house, options, [](const std::string& origin) {
    std::printf("yiting serves on %s\n", origin.c_str());
    std::fflush(stdout);
  });
}

}  // namespace yiting::ops
