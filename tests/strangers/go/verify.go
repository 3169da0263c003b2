// Verifies a Yiting ledger with Go's own transparency log, golang.org/x/mod/sumdb: its notes, its
// tile reader, its proofs. Nothing of ours is in it; only the paths of tiles are C2SP's.
//
//	verify URL VKEY                       a whole ledger
//	verify -receipt FILE -entry FILE VKEY a receipt (C2SP tlog-proof)
//
// Debian: golang-go, golang-golang-x-mod-dev; GO111MODULE=off GOPATH=/usr/share/gocode go build.
package main

import (
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

func get(url string) ([]byte, error) {
	response, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != 200 {
		return nil, fmt.Errorf("%s: %s", url, response.Status)
	}
	return io.ReadAll(response.Body)
}

// c2spPath is where a tile stands: sumdb's path without the height.
func c2spPath(level string, n int64, width int) string {
	path := fmt.Sprintf("%03d", n%1000)
	for n /= 1000; n > 0; n /= 1000 {
		path = fmt.Sprintf("x%03d/%s", n%1000, path)
	}
	path = "tile/" + level + "/" + path
	if width < 1<<tileHeight {
		path += fmt.Sprintf(".p/%d", width)
	}
	return path
}

// tiles is a tlog.TileReader over HTTP; what it reads, tlog checks against the tree.
type tiles struct{ url string }

func (t tiles) Height() int { return tileHeight }
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range wanted {
		bytes, err := get(t.url + "/" + c2spPath(strconv.Itoa(tile.L), tile.N, tile.W))
		if err != nil {
			return nil, err
		}
		if len(bytes) != tile.W*tlog.HashSize {
			return nil, errors.New("a tile of another size")
		}
		data = append(data, bytes)
	}
	return data, nil
}
func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// openCheckpoint gives the tree that the key has signed.
func openCheckpoint(text []byte, vkey string) (tlog.Tree, error) {
	var tree tlog.Tree
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return tree, err
	}
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		return tree, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return tree, errors.New("a checkpoint of another log, or of other lines")
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return tree, err
}

// bundle is up to 256 entries, each behind its length.
func bundle(bytes []byte, width int) ([][]byte, error) {
	var entries [][]byte
	for len(bytes) >= 2 {
		length := int(binary.BigEndian.Uint16(bytes))
		if len(bytes) < 2+length {
			break
		}
		entries = append(entries, bytes[2:2+length])
		bytes = bytes[2+length:]
	}
	if len(bytes) > 0 || len(entries) != width {
		return nil, errors.New("a bundle of another size")
	}
	return entries, nil
}

// checkEntries compares every entry with its leaf.
func checkEntries(url string, size int64, hashes tlog.HashReader) error {
	for first := int64(0); first < size; first += 1 << tileHeight {
		width := 1 << tileHeight
		if size-first < int64(width) {
			width = int(size - first)
		}
		bytes, err := get(url + "/" + c2spPath("entries", first>>tileHeight, width))
		if err != nil {
			return err
		}
		entries, err := bundle(bytes, width)
		if err != nil {
			return err
		}
		for i, entry := range entries {
			leaf, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, first+int64(i))})
			if err != nil {
				return err
			}
			if leaf[0] != tlog.RecordHash(entry) {
				return fmt.Errorf("entry %d is not its leaf", first+int64(i))
			}
		}
	}
	return nil
}

// checkProofs makes and checks proofs: of entries, and of every size that the tree once had.
func checkProofs(tree tlog.Tree, hashes tlog.HashReader) error {
	step := tree.N/50 + 1
	for n := int64(0); n < tree.N; n += step {
		leaf, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, n)})
		if err != nil {
			return err
		}
		record, err := tlog.ProveRecord(tree.N, n, hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(record, tree.N, tree.Hash, n, leaf[0]); err != nil {
			return err
		}
		older, err := tlog.TreeHash(n+1, hashes)
		if err != nil {
			return err
		}
		grown, err := tlog.ProveTree(tree.N, n+1, hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(grown, tree.N, tree.Hash, n+1, older); err != nil {
			return err
		}
	}
	return nil
}

func checkLedger(url, vkey string) error {
	text, err := get(url + "/checkpoint")
	if err != nil {
		return err
	}
	tree, err := openCheckpoint(text, vkey)
	if err != nil {
		return err
	}
	hashes := tlog.TileHashReader(tree, tiles{url})
	root, err := tlog.TreeHash(tree.N, hashes)
	if err != nil {
		return err
	}
	if root != tree.Hash {
		return errors.New("the tiles have another root")
	}
	if err := checkEntries(url, tree.N, hashes); err != nil {
		return err
	}
	if err := checkProofs(tree, hashes); err != nil {
		return err
	}
	fmt.Printf("verified %d %x\n", tree.N, tree.Hash[:])
	return nil
}

func checkReceipt(receipt, entry, vkey string) error {
	text, err := os.ReadFile(receipt)
	if err != nil {
		return err
	}
	record, err := os.ReadFile(entry)
	if err != nil {
		return err
	}
	head, checkpoint, found := strings.Cut(string(text), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("not a receipt")
	}
	if strings.HasPrefix(lines[1], "extra ") {
		lines = lines[1:]
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	if err != nil || !strings.HasPrefix(lines[1], "index ") {
		return errors.New("a receipt without an index")
	}
	var proof tlog.RecordProof
	for _, line := range lines[2:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		proof = append(proof, hash)
	}
	tree, err := openCheckpoint([]byte(checkpoint), vkey)
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(record)); err != nil {
		return err
	}
	fmt.Printf("verified %d of %d %x\n", index, tree.N, tree.Hash[:])
	return nil
}

func main() {
	receipt := flag.String("receipt", "", "a .tlog-proof file")
	entry := flag.String("entry", "", "the bytes of its entry")
	flag.Parse()
	var err error
	if *receipt != "" && flag.NArg() == 1 {
		err = checkReceipt(*receipt, *entry, flag.Arg(0))
	} else if flag.NArg() == 2 {
		err = checkLedger(strings.TrimSuffix(flag.Arg(0), "/"), flag.Arg(1))
	} else {
		err = errors.New("usage: verify URL VKEY | verify -receipt FILE -entry FILE VKEY")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "verify:", err)
		os.Exit(1)
	}
}
